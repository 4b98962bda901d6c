"""Topics of invented news texts; what may stand in the table of lemmas; evidence; nasty input."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract.reading import Reading
from archive.extract.topics import explain_topics, extract_topics, topics_of
from archive.extract.topics.extractor import MOST, SHARE
from archive.gazetteers.tables import rows
from archive.gazetteers.topics import all_topics
from archive.model import Annotations, Article, Provenance, TopicTag
from kazakh.stem import stem

TABLE = Path(__file__).with_name("topic_texts.tsv")
_PROVENANCE = Provenance("a.txt", 1, 1, 0, "0" * 64, "text", "utf-8", "2026-11-23T00:00:00Z", "muragat 0")
#: In every other article; whatever they say, it is no subject.
UBIQUITOUS = ("қазақстан", "жыл", "адам", "ел", "қала", "облыс", "айт", "бол", "де", "жаңа", "бүгін", "жер")


def _texts() -> list[object]:
    with TABLE.open(encoding="utf-8") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return [
        pytest.param(
            row["title"],
            row["body"],
            row["topic"] + "000000",
            id=row["title"],
            marks=[pytest.mark.xfail(reason=row["known"], strict=True)] if row["known"] else [],
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def _article(title: str, body: str, topics: tuple[TopicTag, ...] = ()) -> Article:
    return Article("a", "Дала жаршысы", None, None, title, body, "kk", _PROVENANCE, topics=topics)


def _extracted(article: Article) -> tuple[TopicTag, ...]:
    return extract_topics(article, Reading(article.body, article.title), Annotations("0")).topics


@pytest.mark.parametrize(("title", "body", "topic"), _texts())
def test_first_topic(title: str, body: str, topic: str) -> None:
    found = _extracted(_article(title, body))
    assert found
    assert found[0].code == topic


def test_the_texts_cover_every_topic() -> None:
    topics = Counter(text.values[2] for text in _texts())  # type: ignore[attr-defined]
    assert topics.keys() == {topic.code for topic in all_topics()}
    assert topics.total() >= 70


def test_every_lemma_is_what_the_stemmer_gives() -> None:
    changed = [row["lemma"] for row in rows("topic_lemmas.tsv") if not _is_lemma(row["lemma"])]
    assert changed == []


def _is_lemma(lemma: str) -> bool:
    return all(stem(word) == word for word in lemma.split(" "))


def test_every_row_has_a_topic_a_weight_and_an_origin() -> None:
    codes = {topic.code for topic in all_topics()}
    seen = set()
    for row in rows("topic_lemmas.tsv"):
        assert row["topic"] in codes, row
        assert 0 <= float(row["weight"]) <= 3, row
        assert row["from"], row
        assert 1 <= len(row["lemma"].split(" ")) <= 2, row
        assert (row["lemma"], row["topic"]) not in seen, row
        seen.add((row["lemma"], row["topic"]))


def test_every_topic_has_many_lemmas() -> None:
    counts = Counter(row["topic"] for row in rows("topic_lemmas.tsv"))
    assert min(counts[topic.code] for topic in all_topics()) >= 100


@pytest.mark.parametrize("lemma", UBIQUITOUS)
def test_words_of_every_article_are_no_evidence(lemma: str) -> None:
    assert lemma not in {row["lemma"] for row in rows("topic_lemmas.tsv")}


def test_two_subjects_give_two_topics_best_first() -> None:
    found = topics_of("Спорт мектебінде өрт шықты", "Құтқарушылар жаттығудағы боксшыларды эвакуациялады.")
    assert {tag.code for tag in found} == {"03000000", "15000000"}
    assert [tag.score for tag in found] == sorted((tag.score for tag in found), reverse=True)
    assert all(tag.by == "text" for tag in found)


def test_the_title_outweighs_the_body() -> None:
    weather, sport = "Боран", "Хоккей"
    assert topics_of(weather, sport)[0].code == "17000000"
    assert topics_of(sport, weather)[0].code == "15000000"


def test_topics_of_the_record_stand() -> None:
    own = (TopicTag("10000000"),)
    assert _extracted(_article("Футбол", "Футбол клубы матчта жеңді.", own)) == ()


def test_topics_found_before_are_found_anew() -> None:
    before = (TopicTag("10000000", 0.4, "text"),)
    found = _extracted(_article("Футбол", "Футбол клубы матчта жеңді.", before))
    assert [tag.code for tag in found] == ["15000000"]


def test_evidence_adds_up_and_names_the_lemmas_of_the_text() -> None:
    article = _article("Өрт шықты", "Өрт сөндірушілер түнде қойманы сөндірді.")
    found = explain_topics(article)
    totals = [sum(item.points for item in items) for items in found.values()]
    assert totals == sorted(totals, reverse=True)
    assert next(iter(found)) == _extracted(article)[0].code
    assert [item.lemma for item in found["03000000"]][0] == "өрт"
    assert found["03000000"][0].times == 2


@pytest.mark.parametrize(
    "body", ["", "\n\n", "1 2 3 %", "the quick brown fox", "«" * 10_000, "а" * 100_000, "\u0000\u200b\ud7ff"]
)
def test_nothing_to_say_gives_no_topic(body: str) -> None:
    assert topics_of("", body) == ()


def test_a_megabyte_of_one_word_is_one_piece_of_evidence() -> None:
    article = _article("", "футбол " * 150_000)
    (items,) = explain_topics(article).values()
    assert [(item.lemma, item.times) for item in items] == [("футбол", 150_000)]
    assert [tag.code for tag in _extracted(article)] == ["15000000"]


_WORDS = st.sampled_from([row["lemma"] for row in rows("topic_lemmas.tsv")] + ["ол", "және", "—", "\n"])


@given(st.lists(_WORDS, max_size=5).map(" ".join), st.lists(_WORDS, max_size=40).map(" ".join))
def test_at_most_three_topics_each_near_the_best(title: str, body: str) -> None:
    found = topics_of(title, body)
    assert len(found) <= MOST
    assert len({tag.code for tag in found}) == len(found)
    assert all(0 < tag.score < 1 for tag in found)
    totals = [sum(item.points for item in items) for items in explain_topics(_article(title, body)).values()]
    assert all(totals[place] >= SHARE * totals[0] for place in range(len(found)))


def test_the_table_loads_in_a_moment() -> None:
    code = (
        "import archive.extract.topics.table as t, time; s = time.perf_counter(); t.topic_lemmas();"
        "print(time.perf_counter() - s)"
    )
    seconds = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(3)
    )
    assert seconds < 0.2
