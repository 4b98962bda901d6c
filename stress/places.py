"""Every kind of page of the sample archive, one address each or a few where a page has several looks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LANGS = ("kk", "ru", "en")

#: Kind of page -> its addresses. Every route that answers with HTML must be among them (a test sees to it).
PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "home": ("/",),
        "search": (
            "/search?q=мектеп",
            "/search?q=казакстан",
            "/search?q=*&sort=random&region=KZ-63",
        ),
        "nothing found": ("/search?q=мектепп&region=KZ-62&from=2018&to=2018",),
        "wrong query": ("/search?q=мектеп AND «ашық",),
        "quotations": ("/quotes?q=мектеп&sort=-date", "/quotes?q=кездеспейтінсөз&kind=mixed"),
        "said": ("/said?s=мектеп салуға ақша бөлінді", "/said"),
        "concordance": ("/kwic?q=мектеп&sort=R1", "/kwic"),
        "collocations": ("/collocations?q=мектеп", "/collocations"),
        "trend": ("/trend?q=мектеп&q=су&q=ауыл тұрғындары&by=year", "/trend?q=су&by=month&unit=words"),
        "compare": ("/compare?q=су&q=мектеп&q=region:ШҚО", "/compare"),
        "article": ("/a/52cjqkwy77xn6m?q=мектеп&hit=1", "/a/52cjqkwy77xn6m"),
        "versions": ("/a/52cjqkwy77xn6m/versions", "/a/52cjqkwy77xn6m/versions/1"),
        "differences": ("/a/52cjqkwy77xn6m/differences/2caqtcjfpiisca",),
        "people": ("/people", "/people?q=а&page=1"),
        "person": ("/person/kultai-esirkepova",),
        "regions": ("/regions",),
        "region": ("/region/KZ-63",),
        "topics": ("/topics",),
        "topic": ("/topic/03000000",),
        "help": ("/help",),
        "about": ("/about",),
        "not found": ("/a/nothing", "/nowhere"),
    }
)


def addresses() -> list[str]:
    """Every address of the list."""
    return [address for kind in PLACES.values() for address in kind]


def in_language(address: str, lang: str) -> str:
    """The same page in another language.

    >>> in_language("/search?q=су", "ru"), in_language("/help", "kk")
    ('/search?q=су&ui=ru', '/help?ui=kk')
    """
    return f"{address}{'&' if '?' in address else '?'}ui={lang}"
