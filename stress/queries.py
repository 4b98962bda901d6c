"""Random and hostile requests from a seed: what a person, a scanner or a fuzzer may type into an address."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote

WORDS = (
    "мектеп", "су", "ауыл тұрғындары", "қазақстан", "казакстан", "qazaqstan", "0fpf0cnfy",
    "мектептерімізде", "Есіркепова", "ШҚО", "2021", "и", "һәм", "жол", "айтты", "деді",
    "екінші дүниежүзілік",
)  # fmt: skip
FIELDS = (
    "title", "тақырыпат", "заголовок", "body", "quote", "дәйексөз", "speaker", "сөйлеуші", "person",
    "region", "өңір", "topic", "date", "күні", "source", "author", "lang", "id", "қате", "", "__class__",
    "DATE",
)  # fmt: skip
OPERATORS = (
    "AND", "OR", "NOT", "ЖӘНЕ", "НЕМЕСЕ", "ЕМЕС", "И", "ИЛИ", "НЕ", "(", ")", "((", "))", '"', "«", "»",
    "“", "”", "„", "~", "~5", "~99999999999", "*", "?", "=", "-", "–", ":", "[", "]", "[2020 TO", "{", "}",
    "^2", "\\", "/", "|", "&&", "||", "!", "+", "<", ">", "~-1", "~0", "~1", "~2",
)  # fmt: skip
FRAGMENTS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>",
    "</title><script>", "javascript:alert(1)", "]]><script>", "<!--", "&lt;script&gt;", "{{7*7}}",
    "{% raise %}", "${7*7}", "%(q)s", "%s%n%x", "{0.__class__}", "{n}", "' OR 1=1 --",
    "'; DROP TABLE articles; --", "\" UNION SELECT 1 --", "1/0", "../../etc/passwd", "..%2f..%2f", "\\..\\",
    "/", "//", "|id", "`id`", "$(id)", "\r\nSet-Cookie: a=b", "#", "&", "=1+1", "@SUM(1)", "\t", "None",
    "null", "NaN", "inf", "-inf", "true", "undefined", "__proto__", "0x10",
)  # fmt: skip
MARKS = (
    "\x00", "\x01", "\x08", "\x0b", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u0301", "\u061c",
    "\u200b", "\u200d", "\u200f", "\u202e", "\u2028", "\u2066", "\ufeff", "\ufffd", "\uffff", "\ue000",
    "\U000e0001", "🇰🇿", "👩‍👩‍👧", "\U0001f600", "İ", "ß", "ŉ", "ﬁ", "ǅ", "Σ", "ẞ", "٣", "Ⅷ", "²", "़", "각",
    "漢", "ا", "א",
)  # fmt: skip
NUMBERS = (
    "0", "1", "2", "-1", "007", "1e9", "1.5", "9999999", "10000000", "99999999999999999999", "٣", "²", "+1",
    " 1", "1_000", "0x1F", "100", "101", "100000",
)  # fmt: skip
DATES = (
    "2020", "2020-06", "2020-06-12", "0000", "9999", "10000", "2020-13", "2020-02-30", "2020-6-1",
    "12.06.2020", "кеше", "былтыр", "none", "[2020 TO 2021]", "[2021 TO 2020]", "0001-01-01", "9999-12-31",
    "-2020", "２０２０",
)  # fmt: skip
CHOICES = (
    "relevance", "date", "-date", "random", "L1", "R1", "match", "any", "all", "exact", "direct",
    "indirect", "mixed", "certain", "year", "month", "week", "day", "kk", "ru", "en", "de", "none", "freq",
    "logdice",
)  # fmt: skip
CODES = (
    "KZ-33", "KZ-63", "kz-33", "ШҚО", "KZ-99", "03000000", "15000000", "99000000", "kultai-esirkepova",
    "nobody", "52cjqkwy77xn6m", "52CJQKWY77XN6M", "tau_samaly", "dala_zharshysy",
)  # fmt: skip
GARBAGE = (
    "%", "%%", "%zz", "%u0430", "%ff%fe", "%c0%80", "%ed%a0%80", "%00", "%0d%0a", "+", "%2", "%d2",
    "%f4%90%80%80", "&&&", "=", "==&=", ";", "q", "q[]=1", "q[a]=1", "%26q%3D",
)  # fmt: skip
NAMES = (
    "q", "from", "to", "region", "speaker", "person", "topic", "source", "lang", "sort", "match", "letters",
    "kind", "confidence", "by", "window", "page", "per_page", "cursor", "ui", "s", "hit", "seed", "limit",
    "date", "all", "phrase", "form", "none", "q2", "field", "n", "order",
)  # fmt: skip
PATHS = (
    "/", "/search", "/quotes", "/said", "/kwic", "/trend", "/compare", "/people", "/regions", "/topics",
    "/help", "/about", "/search.atom", "/export.csv", "/export.jsonl", "/export.txt", "/export.ris",
    "/export.bibtex", "/export.csl", "/quotes.csv", "/quotes.jsonl", "/kwic.csv", "/trend.csv",
    "/opensearch.xml", "/sitemap.xml", "/sitemap-1.xml", "/healthz", "/collocations", "/collocations.csv",
    "/keyness", "/keyness.csv", "/api/v1/articles", "/api/v1/quotes", "/api/v1/kwic", "/api/v1/trend",
    "/api/v1/facets", "/api/v1/people", "/api/v1/suggest", "/api/v1/openapi.json", "/api/v1/collocations",
    "/api/v1/keyness",
)  # fmt: skip
OPEN_PATHS = (
    "/a/", "/person/", "/region/", "/topic/", "/api/v1/articles/", "/export.", "/sitemap-", "/static/",
)  # fmt: skip
#: How long the huge strings are, in characters; and the most bytes of an address: the server refuses more.
HUGE = 100_000
LONGEST = 250_000
VALUES = (WORDS, OPERATORS, FRAGMENTS, MARKS, NUMBERS, DATES, CHOICES, CODES)


class Requests:
    """An endless row of addresses, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._makers: tuple[tuple[Callable[[], str], int], ...] = (
            (self._query, 50), (self._characters, 12), (self._field, 12), (self._one, 14), (self._nested, 5),
            (self._long, 2), (self._many_wildcards, 2), (self._unicode, 3),
        )  # fmt: skip

    def __iter__(self) -> Iterator[str]:
        while True:
            yield self.address()

    def address(self) -> str:
        """One address: a path and its parameters, percent-encoded, sometimes wrongly."""
        if self._dice.random() < 0.12:
            path = self._dice.choice(OPEN_PATHS) + quote(
                self._one() or "x", safe=self._dice.choice(("", "/"))
            )
        else:
            path = self._dice.choice(PATHS)
        pairs = [f"{self._name()}={quote(self._value(), safe='')}" for _ in range(self._dice.randint(0, 5))]
        if self._dice.random() < 0.75:
            pairs.insert(0, f"q={quote(self._value(), safe='')}")
        if self._dice.random() < 0.08:
            pairs.append(f"{self._name()}={self._dice.choice(GARBAGE)}")
        if self._dice.random() < 0.03 and pairs:
            pairs += [pairs[-1]] * self._dice.choice((3, 50, 500))
        address = f"{path}?{'&'.join(pairs)}" if pairs else path
        return address[:LONGEST]

    def _name(self) -> str:
        return self._dice.choice(NAMES)

    def _value(self) -> str:
        makers, weights = zip(*self._makers, strict=True)
        maker: Callable[[], str] = self._dice.choices(makers, weights)[0]
        return maker()

    def _one(self) -> str:
        return self._dice.choice(self._dice.choice(VALUES))

    def _query(self) -> str:
        parts = [self._one() for _ in range(self._dice.randint(1, 8))]
        return self._dice.choice(("", " ", " ")).join(parts)

    def _field(self) -> str:
        opened = self._dice.choice(("", " ", '"', "(", "["))
        return f"{self._dice.choice(FIELDS)}:{opened}{self._query()}"

    def _characters(self) -> str:
        alphabet = "аәбвгғқңөұүіһabc019 \"«»()*?~=-:[]\\<>&%'\x00\u202e🇰"
        return "".join(self._dice.choices(alphabet, k=self._dice.randint(1, 60)))

    def _unicode(self) -> str:
        points = (self._dice.choice((0x7F, 0x2FFF, 0xD7FF, 0x10FFFF)) for _ in range(30))
        found = (self._dice.randint(0, most) for most in points)
        return "".join(chr(point) for point in found if not 0xD800 <= point <= 0xDFFF)

    def _nested(self) -> str:
        depth = self._dice.choice((5, 50, 500, 5000))
        opened, closed = self._dice.choice(
            (("(", ")"), ("(-", ")"), ("NOT (", ")"), ("(су AND ", ")"), ("«", "»"))
        )
        return opened * depth + "су" + closed * self._dice.choice((depth, depth - 1, 0))

    def _long(self) -> str:
        piece = self._dice.choice(
            ("а", "су ", "<script>", "«", "\U0001f600", "мектеп OR ", "=су ", "-су ", "қ~1 ")
        )
        return (piece * HUGE)[: self._dice.choice((1000, 10_000, HUGE))]

    def _many_wildcards(self) -> str:
        piece = self._dice.choice(("*", "?", "а*", "*а", "а*б* ", "?*", "ба*ла* OR "))
        return (piece * HUGE)[: self._dice.choice((100, 10_000, HUGE))]
