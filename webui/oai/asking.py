"""A request of OAI-PMH: its verb and arguments checked as the protocol wants, and the token of the next
page."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PREFIXES = ("oai_dc", "muragat")
#: Verb → arguments it must have, and those it may have.
_VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset(("identifier",))),
    "ListSets": (frozenset(), frozenset(("resumptionToken",))),
    "ListIdentifiers": (frozenset(("metadataPrefix",)), frozenset(("from", "until", "set"))),
    "ListRecords": (frozenset(("metadataPrefix",)), frozenset(("from", "until", "set"))),
    "GetRecord": (frozenset(("identifier", "metadataPrefix")), frozenset()),
}
LISTS = frozenset(("ListIdentifiers", "ListRecords"))
_SETS = re.compile(r"[\w.!~*'()-]+(?::[\w.!~*'()-]+)*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class OaiError(Exception):
    """What can't be answered: ``code`` is the protocol's own, ``words`` are for whoever reads the answer."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: what was asked, behind which (stamp, id) it goes on, and how many were given."""

    prefix: str
    since: str = ""
    until: str = ""
    set: str = ""
    after: tuple[str, str] = ("", "")
    given: int = 0

    def token(self) -> str:
        """The place as an opaque word; nothing is kept on the server."""
        told = [self.prefix, self.since, self.until, self.set, *self.after, self.given]
        packed = base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode())
        return packed.decode().rstrip("=")


def read_token(token: str) -> Place:
    """The place a token stands for; OaiError when we did not give it.

    >>> read_token(Place("oai_dc", after=("2026-01-01T00:00:00Z", "abc"), given=100).token()).given
    100
    """
    try:
        told = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        texts, given = told[:6], told[6]
    except (ValueError, binascii.Error, TypeError, KeyError, IndexError, RecursionError) as error:
        raise OaiError("badResumptionToken", "this token was not given here") from error
    sound = isinstance(told, list) and len(told) == 7 and all(isinstance(text, str) for text in texts)
    if not sound or not isinstance(given, int) or not 0 < given < 1 << 40 or texts[0] not in PREFIXES:
        raise OaiError("badResumptionToken", "this token was not given here")
    return Place(texts[0], texts[1], texts[2], texts[3], (texts[4], texts[5]), given)


def checked(arguments: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """The verb and its arguments; OaiError when the protocol does not allow them."""
    repeated = [name for name, values in arguments.items() if len(values) != 1]
    given = {name: values[0] for name, values in arguments.items() if values}
    verb = given.pop("verb", "")
    if verb not in _VERBS or "verb" in repeated:
        raise OaiError("badVerb", "the verb is missing, repeated or unknown")
    if repeated:
        raise OaiError("badArgument", f"repeated: {', '.join(sorted(repeated))}")
    must, may = _VERBS[verb]
    if verb in LISTS and "resumptionToken" in given:
        must, may = frozenset(("resumptionToken",)), frozenset()
    wrong = sorted(set(given) - must - may)
    missing = sorted(must - set(given))
    if wrong or missing:
        words = [f"not allowed: {', '.join(wrong)}"] * bool(wrong) + [
            f"missing: {', '.join(missing)}"
        ] * bool(missing)
        raise OaiError("badArgument", "; ".join(words))
    if any(not _SETS.fullmatch(given.get(name, "a")) for name in ("set", "metadataPrefix")):
        raise OaiError("badArgument", "a set or a prefix has letters, digits and -_.!~*'() only")
    return verb, given


def first_place(given: Mapping[str, str]) -> Place:
    """Where a list begins that is asked for anew; OaiError for days that are none."""
    since, until = given.get("from", ""), given.get("until", "")
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until are not of one granularity")
    place = Place(
        given["metadataPrefix"], _moment(since, "00:00:00"), _moment(until, "23:59:59"), given.get("set", "")
    )
    if place.since and place.until and place.since > place.until:
        raise OaiError("badArgument", "from is later than until")
    return place


def _moment(told: str, time: str) -> str:
    """A day or a moment as a moment.

    >>> _moment("2026-01-31", "23:59:59"), _moment("2026-01-31T10:00:00Z", "00:00:00")
    ('2026-01-31T23:59:59Z', '2026-01-31T10:00:00Z')
    """
    if not told:
        return ""
    if _DAY.fullmatch(told):
        told = f"{told}T{time}Z"
    try:
        if _MOMENT.fullmatch(told) and dt.datetime.fromisoformat(told):
            return told
    except ValueError:
        pass
    raise OaiError("badArgument", "a date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
