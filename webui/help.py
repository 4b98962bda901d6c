"""The examples of the help page: what is typed, and the key of its explanation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (a key) and its examples: what is typed, and the key of what it means."""

    key: str
    examples: tuple[tuple[tuple[str, ...], str], ...]


SECTIONS = (
    Section(
        "help.words",
        (
            (("мектеп мұғалім",), "help.all"),
            (("«ауыл мектебі»", '"ауыл мектебі"'), "help.phrase"),
            (('"мектеп жөндеу"~5',), "help.near"),
            (("=мектептің",), "help.exact"),
            (("мектеп*", "м?ктеп"), "help.wildcard"),
            (("кездосу~1",), "help.fuzzy"),
        ),
    ),
    Section(
        "help.operators",
        (
            (("мектеп НЕМЕСЕ лицей", "мектеп OR лицей"), "help.or"),
            (("мектеп -балабақша", "мектеп ЕМЕС балабақша"), "help.not"),
            (("(мектеп НЕМЕСЕ лицей) ЖӘНЕ асхана",), "help.brackets"),
        ),
    ),
    Section(
        "help.fields",
        (
            (("тақырыпат:мектеп", "title:мектеп"), "help.title"),
            (("өңір:ШҚО", "region:KZ-33"), "help.region"),
            (("тақырып:05000000",), "help.topic"),
            (("сөйлеуші:Досқараев",), "help.speaker"),
            (("күні:2023-06", "date:[2023-01-01 TO 2023-06-30]"), "help.date"),
            (("күні:none",), "help.undated"),
        ),
    ),
    Section(
        "help.letters",
        ((("казакстан", "qazaqstan", "0аза0стан", "0fpf0cnfy"), "help.repair"),),
    ),
)

#: Endpoint of a page, and the keys of its name and of what it is for.
PAGES = (
    ("quotes.quotes", "views.quotes", "help.pages.quotes"),
    ("said.check", "said.heading", "help.pages.said"),
    ("kwic.kwic", "views.kwic", "help.pages.kwic"),
    ("collocations.collocations", "views.collocations", "help.pages.collocations"),
    ("trend.trend", "views.trend", "help.pages.trend"),
    ("compare.compare", "compare.heading", "help.pages.compare"),
    ("subjects.people", "nav.people", "help.pages.people"),
)
