"""Case forms of place names: endings of Kazakh, written-out forms of Russian."""

from __future__ import annotations

import re

#: What may follow a name in Kazakh: a case, the attributive -дағы, the people of the place (-лық), ours
#: (-мыз). A hyphen stands before it after abbreviations (ШҚО-да), ы or і after a cluster (Приозерскіде).
KAZAKH_ENDING = re.compile(
    r"-?(?:(?P<people>[ыі]?[лдт](?:ық|ік)(?:т[ае]р)?(?:ым[ыі]з|[ыі])?)|(?P<ours>[ыі]?м[ыі]з))?"
    r"(?:[ыі](?=[дтнғгкқ]))?"
    r"(?:(?P<gen>[ндт][ыі]ң)|(?P<dat>[ғқ]а|[гк]е|а|е|на|не)|(?P<acc>[ндт][ыі])"
    r"|(?P<loc>н?[дт][ае])|(?P<at>н?(?:[дт]ағы|[дт]егі)(?:л[ае]р)?(?:[ндт][ыі]ң|ға|ге|[дн][ыі])?)"
    r"|(?P<abl>[днт][ае]н)|(?P<ins>[мбп]ен))?"
)
_ADJECTIVE = ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими", "ою")
#: Endings of Russian nouns by the letter the nominative ends in; '' where nothing is cut off.
_NOUN = {
    "а": (1, {"а": "nom", "ы": "gen", "и": "gen", "е": "loc", "у": "dat", "ой": "ins", "ою": "ins"}),
    "ь": (1, {"ь": "nom", "и": "loc", "я": "gen", "ю": "dat", "е": "loc", "ью": "ins", "ем": "ins"}),
    "й": (1, {"й": "nom", "я": "gen", "ю": "dat", "е": "loc", "ем": "ins"}),
    "о": (1, {"о": "nom", "а": "gen", "у": "dat", "е": "loc", "ом": "ins"}),
}
_CONSONANT = {"": "nom", "а": "gen", "у": "dat", "е": "loc", "ом": "ins"}
_VOWELS = "еёиуыэюя"


def kazakh_case(ending: str) -> str | None:
    """Which case an ending is: ``nom gen dat acc loc at abl ins people ours``; ``None`` when it is no ending.

    >>> [kazakh_case(ending) for ending in ("", "ның", "да", "дағы", "лықтардың", "-да", "лап")]
    ['nom', 'gen', 'loc', 'at', 'people', 'loc', None]
    """
    match = KAZAKH_ENDING.fullmatch(ending)
    if match is None or ending == "-":
        return None
    if match["people"] or match["ours"]:
        return "people" if match["people"] else "ours"
    return next((case for case, found in match.groupdict().items() if found), "nom")


def russian_forms(name: str) -> dict[str, str]:
    """Forms of the last word of a Russian name, with the case.

    >>> russian_forms("караганда")["караганде"], russian_forms("уральск")["уральском"]
    ('loc', 'ins')
    >>> sorted(russian_forms("алматы"))
    ['алматы']
    """
    if name.endswith(("ный", "кий")):
        return dict.fromkeys((name[:-2] + end for end in ("ый", "ого", "ому", "ом", "ым")), "loc")
    if name[-1:] in _NOUN:
        cut, endings = _NOUN[name[-1]]
        return {name[:-cut] + ending: case for ending, case in endings.items()}
    if name[-1:] in _VOWELS:
        return {name: "nom"}
    return {name + ending: case for ending, case in _CONSONANT.items()}


def adjective_forms(name: str) -> list[str]:
    """All forms of the Russian adjective in ``-ский``, ``-ская``.

    >>> "мартукского" in adjective_forms("мартукский")
    True
    """
    stem = name[:-2]
    return [stem + ending for ending in _ADJECTIVE]


def inhabitants(adjective: str) -> list[str]:
    """Forms of the Russian word for the people of a place, made from its adjective.

    >>> inhabitants("карагандинский")[0], "алматинцев" in inhabitants("алматинский")
    ('карагандинцы', True)
    """
    stem = adjective.removesuffix("ский") + "ц"
    return [stem + ending for ending in ("ы", "ев", "ам", "ами", "ах", "а", "у", "ем")]
