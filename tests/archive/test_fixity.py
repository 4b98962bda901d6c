"""Ids, digests and the one spelling of an address."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.fixity import article_id, canonical_url, content_digest, sha256, sha256_stream
from archive.people import person_id

URL = "https://gazet.example/news/1"


@pytest.mark.parametrize(
    "same",
    [
        "http://gazet.example/news/1",
        "HTTPS://WWW.Gazet.Example:443/news/1/",
        "https://gazet.example/news/1#top",
        "https://gazet.example/news/1?utm_source=tg&utm_medium=x&fbclid=7",
        " https://gazet.example/news/1 ",
    ],
)
def test_spellings_of_one_address(same: str) -> None:
    assert canonical_url(same) == URL


@pytest.mark.parametrize(
    "other",
    [
        "https://gazet.example/news/2",
        "https://gazet.example/news/1?page=2",
        "https://gazet.example:8080/news/1",
        "https://kk.gazet.example/news/1",
        "https://gazet.example/News/1",
    ],
)
def test_other_addresses(other: str) -> None:
    assert canonical_url(other) not in (URL, None)


@pytest.mark.parametrize(
    "text", ["", "жоқ", "javascript:alert(1)", "ftp://gazet.example/1", "https://", "http://[x"]
)
def test_no_address(text: str) -> None:
    assert canonical_url(text) is None


def test_cyrillic_path_written_either_way() -> None:
    assert canonical_url("https://gazet.example/күз") == canonical_url(
        "https://gazet.example/%D0%BA%D2%AF%D0%B7"
    )


def test_what_an_id_is_made_from() -> None:
    by_url = article_id("Дала", URL, "1", "a")
    assert by_url == article_id("Дала", URL, "2", "b")
    assert by_url != article_id("Тау", URL, "1", "a")
    by_id = article_id("Дала", None, "1", "a")
    assert by_id == article_id("Дала", "жоқ", "1", "b") == article_id(" ДАЛА ", None, "1", "c")
    by_digest = article_id("Дала", None, None, "a")
    assert by_digest == article_id("Тау", None, "", "a")
    assert len({by_url, by_id, by_digest}) == 3


@given(st.text(), st.none() | st.text(), st.none() | st.text(), st.text())
def test_an_id_is_short_and_safe_in_an_address(
    source: str, url: str | None, source_id: str | None, digest: str
) -> None:
    assert re.fullmatch("[a-z2-7]{14}", article_id(source, url, source_id, digest))


def test_content_digest_sees_title_date_and_text() -> None:
    base = content_digest("Күз", "2023", "Егін.")
    assert base == content_digest("Күз ", "2023", "Егін.\n")
    assert len({base, content_digest("Қыс", "2023", "Егін."), content_digest("Күз", None, "Егін."),
                content_digest("Күз", "2023", "Егін")}) == 4  # fmt: skip


@given(st.binary(max_size=4096))
def test_stream_and_bytes_have_one_digest(data: bytes) -> None:
    assert sha256_stream(io.BytesIO(data)) == sha256(data)


@given(st.text(min_size=1))
def test_a_person_always_has_an_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", person_id(name))
