"""``/oai``: every answer against the schema of the protocol, every error by its code, and whole lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree

from archive.ingest import IngestOptions
from archive.store import oai as stamps
from webui import create_app
from webui.oai import views
from webui.oai.answers import own_schema, set_spec
from webui.oai.asking import Place
from workspace import Workspace
from workspace.withdrawing import withdraw

SCHEMAS = Path(__file__).parent / "schemas"
ANSWER = etree.XMLSchema(etree.parse(SCHEMAS / "oai_pmh.xsd"))
DUBLIN_CORE = etree.XMLSchema(etree.parse(SCHEMAS / "oai_dc.xsd"))
OWN = etree.XMLSchema(etree.fromstring(own_schema().encode()))
NS = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 30)


def ask(client: FlaskClient, **given: str) -> etree._Element:
    """An answer that holds to the schema, its metadata too."""
    response = client.get("/oai", query_string={name.rstrip("_"): value for name, value in given.items()})
    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    root = etree.fromstring(response.data)
    assert ANSWER.validate(root), ANSWER.error_log.last_error
    for metadata in root.iterfind(".//o:metadata", NS):
        schema = DUBLIN_CORE if metadata[0].tag.endswith("}dc") else OWN
        assert schema.validate(metadata[0]), schema.error_log.last_error
    return root


def error(client: FlaskClient, **given: str) -> str | None:
    found = ask(client, **given).find("o:error", NS)
    return None if found is None else found.get("code")


def whole(client: FlaskClient, verb: str, **given: str) -> Iterator[etree._Element]:
    """Every page of a list."""
    page = ask(client, verb=verb, **given)
    while True:
        yield page
        token = page.findtext(".//o:resumptionToken", namespaces=NS)
        if not token:
            return
        page = ask(client, verb=verb, resumptionToken=token)


def ids(pages: Iterator[etree._Element]) -> list[str]:
    return [str(one.text) for page in pages for one in page.iterfind(".//o:header/o:identifier", NS)]


def test_identify(client: FlaskClient) -> None:
    told = ask(client, verb="Identify").find("o:Identify", NS)
    assert told is not None
    assert told.findtext("o:baseURL", namespaces=NS) == "http://localhost/oai"
    assert told.findtext("o:deletedRecord", namespaces=NS) == "persistent"


def test_formats_and_sets(client: FlaskClient, samples: Workspace) -> None:
    prefixes = [
        str(one.text) for one in ask(client, verb="ListMetadataFormats").iterfind(".//o:metadataPrefix", NS)
    ]
    assert prefixes == ["oai_dc", "muragat"]
    names = {str(one.text) for one in ask(client, verb="ListSets").iterfind(".//o:setName", NS)}
    assert names == {"Sources", *samples.stats().by_source}
    assert client.get("/oai/muragat.xsd").data.decode() == own_schema()


@pytest.mark.parametrize("prefix", ["oai_dc", "muragat"])
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_whole_list_has_every_article_once(
    client: FlaskClient, samples: Workspace, verb: str, prefix: str
) -> None:
    pages = list(whole(client, verb, metadataPrefix=prefix))
    found = ids(iter(pages))
    assert sorted(found) == sorted(f"oai:muragat:{id}" for id in samples.article_ids())
    assert len(pages) == -(-len(found) // 30) > 2
    tokens = [page.find(".//o:resumptionToken", NS) for page in pages]
    assert [token.get("cursor") for token in tokens if token is not None] == [
        str(30 * number) for number in range(len(pages))
    ]
    assert {token.get("completeListSize") for token in tokens if token is not None} == {str(len(found))}


def test_a_set_is_a_source(client: FlaskClient, samples: Workspace) -> None:
    for source, count in samples.stats().by_source.items():
        pages = whole(client, "ListIdentifiers", metadataPrefix="oai_dc", set=set_spec(source))
        assert len(ids(pages)) == count


def test_a_record_says_what_the_article_is(client: FlaskClient, samples: Workspace) -> None:
    article = next(one for one in samples.articles(samples.article_ids()) if one.url and one.date)
    root = ask(client, verb="GetRecord", identifier=f"oai:muragat:{article.id}", metadataPrefix="oai_dc")
    told = {
        name: [one.text for one in root.iterfind(f".//dc:{name}", NS)]
        for name in ("title", "identifier", "date")
    }
    assert told["title"] == [article.title]
    assert told["identifier"] == [article.url, f"http://localhost/a/{article.id}"]
    assert article.date is not None and told["date"] == [article.date.isoformat()]


ERRORS = [
    ({}, "badVerb"),
    ({"verb": "Nonsense"}, "badVerb"),
    ({"verb": "Identify", "set": "a"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "source:0"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "<b>"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "қаз"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2200-01-01"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "1990-01-01"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "12.06.2023"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2023-02-31"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2023-01-02", "until": "2023-01-01"},
     "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2023-01-01",
      "until": "2024-01-01T00:00:00Z"}, "badArgument"),
    ({"verb": "ListRecords", "resumptionToken": "жоқ"}, "badResumptionToken"),
    ({"verb": "ListRecords", "resumptionToken": "W10"}, "badResumptionToken"),
    ({"verb": "ListRecords", "resumptionToken": "a", "metadataPrefix": "oai_dc"}, "badArgument"),
    ({"verb": "ListRecords", "resumptionToken": Place("oai_dc", after=("9", "z"), given=30).token()},
     "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "a"}, "badResumptionToken"),
    ({"verb": "GetRecord", "identifier": "oai:muragat:zzz", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
    ({"verb": "GetRecord", "identifier": "a b", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
    ({"verb": "GetRecord", "identifier": "oai:muragat:zzz"}, "badArgument"),
    ({"verb": "ListMetadataFormats", "identifier": "oai:muragat:zzz"}, "idDoesNotExist"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code"), ERRORS)
def test_what_is_asked_wrongly_gets_its_code(client: FlaskClient, given: dict[str, str], code: str) -> None:
    assert error(client, **given) == code


def test_a_repeated_argument_is_an_error(client: FlaskClient) -> None:
    root = etree.fromstring(client.get("/oai?verb=Identify&verb=Identify").data)
    found = root.find("o:error", NS)
    assert found is not None and found.get("code") == "badVerb"


def test_an_empty_archive_says_so(empty: FlaskClient) -> None:
    assert error(empty, verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    assert error(empty, verb="ListSets") == "noSetHierarchy"
    assert error(empty, verb="Identify") is None


def test_hostile_text_is_only_text(hostile: FlaskClient) -> None:
    for prefix in ("oai_dc", "muragat"):
        root = ask(hostile, verb="ListRecords", metadataPrefix=prefix)
        assert not [part for part in root.iter() if str(part.tag).endswith("script")]


def test_what_changes_or_goes_is_listed_again(tmp_path: Path) -> None:
    def line(number: int, title: str) -> str:
        return f'{{"id": "{number}", "source": "Өлке үні", "title": "{title}"}}\n'

    path = tmp_path / "a.jsonl"
    path.write_text(line(1, "Күз") + line(2, "Қыс") + line(3, "Көктем"), encoding="utf-8")
    with Workspace.open(tmp_path / "archive", create=True) as workspace:
        workspace.ingest([str(path)], IngestOptions())
        client = create_app(workspace).test_client()
        first = set(ids(whole(client, "ListIdentifiers", metadataPrefix="oai_dc")))
        _age(workspace)
        path.write_text(line(1, "Күз") + line(2, "Қыс келді"), encoding="utf-8")
        workspace.ingest([str(path)], IngestOptions())
        _vanish(workspace, "Көктем")
        changed = ask(client, verb="ListRecords", metadataPrefix="oai_dc", from_="2020-01-02")
        assert [str(one.text) for one in changed.iterfind(".//dc:title", NS)] == ["Қыс келді"]
        gone = changed.findall(".//o:header[@status='deleted']", NS)
        assert len(gone) == 1 and len(changed.findall(".//o:record", NS)) == 2
        everything = whole(client, "ListIdentifiers", metadataPrefix="oai_dc")
        assert set(ids(everything)) == first


def test_a_withdrawn_article_is_told_as_deleted_without_a_word_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "title": "Құпия хабар"}\n{"id": "2", "title": "Күз"}\n', encoding="utf-8")
    with Workspace.open(tmp_path / "archive", create=True) as workspace:
        workspace.ingest([str(path)], IngestOptions())
        client = create_app(workspace).test_client()
        known = ids(whole(client, "ListIdentifiers", metadataPrefix="oai_dc"))
        (secret,) = [one.id for one in workspace.articles(workspace.article_ids()) if one.title != "Күз"]
        withdraw(workspace, [secret], "сұраумен", "кітапханашы")
        for prefix in ("oai_dc", "muragat"):
            root = ask(client, verb="GetRecord", identifier=f"oai:muragat:{secret}", metadataPrefix=prefix)
            assert root.find(".//o:header[@status='deleted']", NS) is not None
            everything = list(whole(client, "ListRecords", metadataPrefix=prefix))
            assert sorted(ids(iter(everything))) == sorted(known)
            assert not any("Құпия".encode() in etree.tostring(page, encoding="utf-8") for page in everything)


def _age(workspace: Workspace) -> None:
    """All changes so far were long ago."""
    with stamps.writing(workspace.store) as connection:
        connection.execute(stamps.stamps.update().values(stamp="2020-01-01T00:00:00Z"))


def _vanish(workspace: Workspace, title: str) -> None:
    """Take an article out of the store, whoever does so."""
    from archive.store.schema import articles

    with stamps.writing(workspace.store) as connection:
        connection.execute(articles.delete().where(articles.c.title == title))
        stamps.bring_up(connection)
