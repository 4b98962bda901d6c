"""Lines of a concordance: every occurrence once, with true spans."""

from __future__ import annotations

import pytest

from index.concordance import kwic, sort_lines
from index.query.parser import parse
from tests.index.documents import documents

BODY = "Ауылда жаңа мектеп ашылды.\nМектептің жаңа ғимараты кең, мектепке барар жол да жаңа."

LINES = [
    (
        "мектеп",
        [
            "Ауылда жаңа | мектеп | ашылды. Мектептің",
            "мектеп ашылды. | Мектептің | жаңа ғимараты",
            "ғимараты кең, | мектепке | барар жол",
        ],
    ),
    ('"жаңа мектеп"', ["Ауылда | жаңа мектеп | ашылды. Мектептің"]),
    (
        '"мектеп жаңа"~1',
        ["Ауылда | жаңа мектеп | ашылды. Мектептің", "мектеп ашылды. | Мектептің жаңа | ғимараты кең"],
    ),
    ("ғим* -жаңа", ["Мектептің жаңа | ғимараты | кең, мектепке"]),
    ("title:мектеп", []),
    (
        "=жаңа жол",
        [
            "Ауылда | жаңа | мектеп ашылды",
            "ашылды. Мектептің | жаңа | ғимараты кең",
            "мектепке барар | жол | да жаңа",
            "жол да | жаңа |",
        ],
    ),
]


@pytest.mark.parametrize(("query", "wanted"), LINES)
def test_lines(query: str, wanted: list[str]) -> None:
    lines = list(kwic("a1", None, BODY, parse(query), 2))
    assert [f"{line.before} | {line.match} | {line.after}".strip() for line in lines] == wanted
    for line in lines:
        assert " ".join(BODY[slice(*line.span)].split()) == line.match


def test_order() -> None:
    lines = list(kwic("a1", "2023", "Ұста Әлі, Зере Әлі, Қали Әлі, абай Әлі еді", parse("әлі"), 1))
    assert [line.before.split()[-1] for line in sort_lines(lines, "L1")] == ["абай", "Зере", "Қали", "Ұста"]
    assert sort_lines(lines) == lines
    dated = [
        line
        for row in documents()
        for line in kwic(row.id, row.date or None, row.body, parse("мектеп OR хат"))
    ]
    dates = [line.date for line in sort_lines(dated, "date")]
    assert dates[-1] is None
    assert dates[:-1] == sorted(date for date in dates if date)


def test_window_of_no_words() -> None:
    assert [(line.before, line.after) for line in kwic("a", None, BODY, parse("жол"), 0)] == [("", "")]
