"""``/oai``: the six verbs, each answered from the list of changes and the articles of one page."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, current_app, request, url_for

from webui.oai import answers
from webui.oai.answers import add
from webui.oai.asking import PREFIXES, OaiError, checked, first_place, read_token
from workspace.harvesting import Holdings, Listed, Wanted

blueprint = Blueprint("oai", __name__)
#: Records of one page.
PAGE = 100
OWN_ID = "oai:muragat:"


@blueprint.get("/oai")
def oai() -> Response:
    """An answer of the protocol, errors too: they come with status 200, as it wants."""
    address = url_for("oai.oai", _external=True)
    try:
        verb, given = checked(request.args.to_dict(flat=False))
        root = answers.envelope(address, {"verb": verb, **given})
        _VERBS[verb](add(root, verb), given)
    except OaiError as error:
        # What was asked wrongly is not repeated, lest it make the answer itself invalid.
        told = {} if error.code in ("badVerb", "badArgument") else {"verb": verb, **given}
        root = answers.envelope(address, told)
        add(root, "error", error.words, code=error.code)
    return Response(answers.written(root), content_type="text/xml; charset=utf-8")


@blueprint.get("/oai/muragat.xsd")
def schema() -> Response:
    """The schema of our own format."""
    return Response(answers.own_schema(), content_type="text/xml; charset=utf-8")


def _holdings() -> Holdings:
    return Holdings(current_app.extensions["workspace"])


def _identify(top: ET.Element, given: dict[str, str]) -> None:
    add(top, "repositoryName", os.environ.get("MURAGAT_OAI_NAME", "Muragat"))
    add(top, "baseURL", url_for("oai.oai", _external=True))
    add(top, "protocolVersion", "2.0")
    add(top, "adminEmail", os.environ.get("MURAGAT_ADMIN_EMAIL", "librarian@localhost.localdomain"))
    add(top, "earliestDatestamp", _holdings().begin())
    add(top, "deletedRecord", "persistent")
    add(top, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(top: ET.Element, given: dict[str, str]) -> None:
    if "identifier" in given:
        _one(given["identifier"])
    own = url_for("oai.schema", _external=True)
    known = ((answers.OAI_DC_XSD, answers.OAI_DC), (own, answers.OWN))
    for prefix, (xsd, space) in zip(PREFIXES, known, strict=True):
        part = add(top, "metadataFormat")
        add(part, "metadataPrefix", prefix)
        add(part, "schema", xsd)
        add(part, "metadataNamespace", space)


def _sets(top: ET.Element, given: dict[str, str]) -> None:
    if "resumptionToken" in given:
        raise OaiError("badResumptionToken", "the sets come on one page")
    sources = _named()
    if not sources:
        raise OaiError("noSetHierarchy", "there are no articles yet")
    for name, words in [("source", "Sources"), *((answers.set_spec(source), source) for source in sources)]:
        part = add(top, "set")
        add(part, "setSpec", name)
        add(part, "setName", words)


def _named() -> list[str]:
    """Sources that have articles: the names of others are told no more."""
    holdings = _holdings()
    holdings.begin()
    return holdings.sources(there=True)


def _list(top: ET.Element, given: dict[str, str], show: Callable[[ET.Element, Listed, str], None]) -> None:
    holdings = _holdings()
    holdings.begin()
    place = read_token(given["resumptionToken"]) if "resumptionToken" in given else first_place(given)
    _known(place.prefix)
    wanted = Wanted(place.since, place.until, _source_of(holdings, place.set))
    stamps = holdings.page(wanted, place.after, PAGE + 1)
    if not stamps:
        code = "badResumptionToken" if place.given else "noRecordsMatch"
        raise OaiError(code, "nothing changed then, or in that set")
    for listed in holdings.with_articles(stamps[:PAGE]):
        show(top, listed, place.prefix)
    more = len(stamps) > PAGE
    if more or place.given:
        last = stamps[PAGE - 1] if more else None
        behind = (last.stamp, last.article_id) if last is not None else ("", "")
        token = replace(place, after=behind, given=place.given + PAGE).token() if more else ""
        size = str(max(holdings.count(wanted), place.given + len(stamps)))
        add(top, "resumptionToken", token, completeListSize=size, cursor=str(place.given))


def _source_of(holdings: Holdings, name: str) -> str | None:
    """The source of a set; ``None`` where all are asked for."""
    if name in ("", "source"):
        return None
    found = next((source for source in holdings.sources() if answers.set_spec(source) == name), None)
    if found is None:
        raise OaiError("noRecordsMatch", "there is no such set")
    return found


def _records(top: ET.Element, given: dict[str, str]) -> None:
    _list(top, given, _record)


def _identifiers(top: ET.Element, given: dict[str, str]) -> None:
    _list(top, given, lambda parent, listed, prefix: _header(parent, listed))


def _get(top: ET.Element, given: dict[str, str]) -> None:
    listed = _one(given["identifier"])
    _known(given["metadataPrefix"])
    _record(top, listed, given["metadataPrefix"])


def _known(prefix: str) -> None:
    if prefix not in PREFIXES:
        raise OaiError("cannotDisseminateFormat", f"known are {', '.join(PREFIXES)}")


def _one(identifier: str) -> Listed:
    holdings = _holdings()
    holdings.begin()
    stamp = holdings.one(identifier.removeprefix(OWN_ID)) if identifier.startswith(OWN_ID) else None
    if stamp is None:
        raise OaiError("idDoesNotExist", "there is no such record")
    return holdings.with_articles([stamp])[0]


def _header(parent: ET.Element, listed: Listed) -> None:
    gone = {} if listed.article is not None else {"status": "deleted"}
    header = add(parent, "header", **gone)
    add(header, "identifier", OWN_ID + listed.stamp.article_id)
    add(header, "datestamp", listed.stamp.stamp)
    add(header, "setSpec", answers.set_spec(listed.stamp.source))


def _record(parent: ET.Element, listed: Listed, prefix: str) -> None:
    record = add(parent, "record")
    _header(record, listed)
    article = listed.article
    if article is None:
        return
    inside = add(record, "metadata")
    if prefix == "muragat":
        answers.own_format(inside, article, listed.text, url_for("oai.schema", _external=True))
    else:
        page = url_for("article.show", article_id=article.id, _external=True)
        answers.dublin_core(inside, article, page, described(listed.excerpt))


def described(text: str) -> str:
    """The beginning of a text, cut between words.

    >>> described("Түнде қар жауды.\\n\\nТаңертең аяз күшейді.")
    'Түнде қар жауды. Таңертең аяз күшейді.'
    """
    text = " ".join(text.split())
    if len(text) <= answers.DESCRIPTION_CHARS:
        return text
    return text[: answers.DESCRIPTION_CHARS].rsplit(" ", 1)[0] + " …"


_VERBS: dict[str, Callable[[ET.Element, dict[str, str]], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
    "GetRecord": _get,
}
