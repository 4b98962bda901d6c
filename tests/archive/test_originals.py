"""Original bytes in the database or in a bucket: an archive does the same over both."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from sqlalchemy import func, select, update

from archive.errors import FixityError, OriginalsAway, OriginalsLeft
from archive.fixity import sha256
from archive.ingest import IngestOptions, ingest
from archive.originals import Address
from archive.originals.address import opened
from archive.readers import ReadOptions
from archive.samples import sample_sources
from archive.store import Store, held
from archive.store.copying import copy_store
from archive.store.schema import originals
from archive.vault.proving import prove_engine
from workspace import Workspace
from workspace.backing_up import back_up, restore

ADDRESS = "s3://murajat/astana"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("MURAGAT_ORIGINALS", raising=False)
    with mock_aws():
        opened.cache_clear()
        client = boto3.client("s3")
        client.create_bucket(Bucket="murajat")
        yield client
    opened.cache_clear()


@pytest.fixture
def bucket(client: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("MURAGAT_ORIGINALS", ADDRESS)
    return client


@pytest.fixture(params=["database", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    with Store.open(tmp_path / "store.sqlite3", create=True) as store:
        yield store


@pytest.fixture
def in_bucket(bucket: Any, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite3", create=True) as store:
        fill(store)
        yield store


def fill(store: Store) -> None:
    for path, source in sample_sources():
        ingest([path], store, IngestOptions(read=ReadOptions(source=source)))


def kinds(store: Store) -> list[str]:
    return [each.kind for each in prove_engine(store.engine) if not isinstance(each, int)]


def damage(store: Store, digest: str, data: bytes) -> None:
    """Other bytes in the place of an original, wherever it is."""
    if opened.cache_info().currsize:
        boto3.client("s3").put_object(Bucket="murajat", Key=Address.parse(ADDRESS).key(digest), Body=data)
        return
    with store.engine.begin() as connection:
        connection.execute(update(originals).where(originals.c.sha256 == digest).values(data=data))


def objects(client: Any) -> list[str]:
    return [each["Key"] for each in client.list_objects_v2(Bucket="murajat").get("Contents", ())]


def test_what_is_put_is_there(store: Store) -> None:
    fill(store)
    for article in store.articles():
        assert sha256(store.original(article.id)) == article.provenance.sha256
    assert list(store.verify()) == [None] * store.stats().originals
    assert kinds(store) == []


def test_a_damaged_one_is_told_and_mended(store: Store) -> None:
    fill(store)
    article = next(iter(store.articles()))
    digest = article.provenance.sha256
    damage(store, digest, zlib.compress("өзгерген".encode()))
    with pytest.raises(FixityError):
        store.original(article.id)
    assert kinds(store) == ["original"]
    store.read_again([digest])
    fill(store)
    assert kinds(store) == []


def test_withdrawn_bytes_are_gone(store: Store) -> None:
    fill(store)
    article = next(iter(store.articles()))
    store.withdraw(article.id, "сот шешімі", "кітапханашы", "2026-11-23T10:00:00+00:00")
    with store.reading() as connection:
        left = connection.execute(select(originals.c.sha256)).scalars().all()
    assert article.provenance.sha256 not in left
    assert kinds(store) == []


def test_rows_say_where_the_bytes_are(in_bucket: Store, bucket: Any) -> None:
    with in_bucket.reading() as connection:
        rows = connection.execute(select(originals.c.sha256, func.length(originals.c.data))).all()
    assert {length for _, length in rows} == {0}
    assert objects(bucket) == sorted(f"astana/originals/{digest[:2]}/{digest}" for digest, _ in rows)


def test_a_lost_object_is_named_and_put_again(in_bucket: Store, bucket: Any) -> None:
    article = next(iter(in_bucket.articles()))
    digest = article.provenance.sha256
    bucket.delete_object(Bucket="murajat", Key=Address.parse(ADDRESS).key(digest))
    assert kinds(in_bucket) == ["original"]
    in_bucket.read_again([digest])
    fill(in_bucket)
    assert kinds(in_bucket) == []


def test_without_the_setting_the_error_names_the_bucket(
    in_bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MURAGAT_ORIGINALS")
    with pytest.raises(OriginalsAway) as told:
        in_bucket.original(next(iter(in_bucket.articles())).id)
    assert told.value.params["address"] == "s3://murajat/astana/"


def test_another_bucket_is_refused(in_bucket: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MURAGAT_ORIGINALS", "s3://murajat/almaty")
    with pytest.raises(OriginalsAway):
        in_bucket.original(next(iter(in_bucket.articles())).id)


def test_a_bucket_that_is_away_keeps_nothing_half(bucket: Any, tmp_path: Path) -> None:
    """The run ends with its error; the same command completes when the bucket is back, nothing twice."""
    with Store.open(tmp_path / "store.sqlite3", create=True) as store:
        path, source = sample_sources()[0]
        ingest([path], store, IngestOptions(read=ReadOptions(source=source)))
        before = store.stats().articles
        for key in objects(bucket):
            bucket.copy_object(Bucket="murajat", Key=f"kept/{key}", CopySource=f"murajat/{key}")
            bucket.delete_object(Bucket="murajat", Key=key)
        kept = {key: bucket.get_object(Bucket="murajat", Key=key)["Body"].read() for key in objects(bucket)}
        for key in kept:
            bucket.delete_object(Bucket="murajat", Key=key)
        bucket.delete_bucket(Bucket="murajat")
        with pytest.raises(OriginalsAway):
            fill(store)
        assert store.stats().articles == store.stats().originals == before
        bucket.create_bucket(Bucket="murajat")
        for key, body in kept.items():
            bucket.put_object(Bucket="murajat", Key=key.removeprefix("kept/"), Body=body)
        fill(store)
        assert kinds(store) == []
        assert store.stats().originals == len(objects(bucket))


def test_every_version_of_a_withdrawn_object_is_deleted(bucket: Any, tmp_path: Path) -> None:
    bucket.put_bucket_versioning(Bucket="murajat", VersioningConfiguration={"Status": "Enabled"})
    with Store.open(tmp_path / "store.sqlite3", create=True) as store:
        fill(store)
        article = next(iter(store.articles()))
        key = Address.parse(ADDRESS).key(article.provenance.sha256)
        store.withdraw(article.id, "сот шешімі", "кітапханашы", "2026-11-23T10:00:00+00:00")
    found = bucket.list_object_versions(Bucket="murajat", Prefix=key)
    assert "Versions" not in found and "DeleteMarkers" not in found


def test_an_object_that_the_bucket_keeps_is_told_and_tried_again(
    in_bucket: Store, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = next(iter(in_bucket.articles()))
    digest = article.provenance.sha256
    with monkeypatch.context() as patch:
        patch.setattr("archive.originals.bucket.BucketOriginals._delete", lambda self, digest: False)
        in_bucket.withdraw(article.id, "сот шешімі", "кітапханашы", "2026-11-23T10:00:00+00:00")
        with pytest.raises(OriginalsLeft) as told:
            in_bucket.settle()
        assert digest in told.value.params["digests"]
    in_bucket.settle()
    with in_bucket.engine.connect() as connection:
        assert held.due(connection) == []
    keys = [each["Key"] for each in bucket.list_objects_v2(Bucket="murajat").get("Contents", ())]
    assert not any(digest in key for key in keys)


def test_a_withdrawal_while_the_bucket_is_away_is_done_and_remembered(
    in_bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = next(iter(in_bucket.articles()))
    with monkeypatch.context() as patch:
        patch.delenv("MURAGAT_ORIGINALS")
        in_bucket.withdraw(article.id, "сот шешімі", "кітапханашы", "2026-11-23T10:00:00+00:00")
        assert article.id not in in_bucket.revisions()
        with pytest.raises(OriginalsLeft):
            in_bucket.settle()
    in_bucket.settle()


def test_a_copy_brings_the_bytes_home(in_bucket: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "copy.sqlite3", create=True) as target:
        copy_store(in_bucket, target)
        with target.reading() as connection:
            assert connection.execute(select(func.min(func.length(originals.c.data)))).scalar_one() > 0
        assert kinds(target) == []
        assert target.revisions() == in_bucket.revisions()


def test_moving_house_to_a_bucket(client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        Store.open(tmp_path / "store.sqlite3", create=True) as source,
        Store.open(tmp_path / "copy.sqlite3", create=True) as target,
    ):
        fill(source)
        copy_store(source, target, None, opened(ADDRESS))
        assert len(objects(client)) == source.stats().originals
        monkeypatch.setenv("MURAGAT_ORIGINALS", ADDRESS)
        assert kinds(target) == []
        assert target.revisions() == source.revisions()


def test_a_backup_stands_by_itself(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(tmp_path / "one", create=True) as workspace:
        fill(workspace.store)
        back_up(workspace, tmp_path / "one.backup")
    monkeypatch.delenv("MURAGAT_ORIGINALS")
    assert restore(tmp_path / "one.backup", tmp_path / "two").articles
    with Store.open(tmp_path / "two" / "store.sqlite3") as store:
        assert kinds(store) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(every=st.lists(st.binary(max_size=2000), max_size=20))
def test_any_bytes_round_trip(bucket: Any, every: list[bytes]) -> None:
    place = opened(ADDRESS)
    packed = {sha256(data): zlib.compress(data) for data in every}
    place.put_many(packed)
    assert {digest: place.get(digest) for digest in packed} == packed
    assert packed.keys() <= set(place.digests())
    assert place.delete(packed) == ()
    assert all(place.get(digest) is None for digest in packed)


@pytest.mark.parametrize(
    "text",
    ["http://murajat", "s3://", "s3://key:secret@murajat", "s3://murajat?key=1", "s3://murajat?endpoint"],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(OriginalsAway) as told:
        Address.parse(text)
    assert "secret" not in str(told.value.params)
