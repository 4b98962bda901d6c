"""Original bytes as objects of an S3-compatible bucket, by boto3.

Credentials are those of boto3 (environment, files, roles). Objects hold what the database would (zlib, which
HTTP calls ``deflate``); who puts the same again writes over it, so that a damaged one is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from archive.errors import OriginalsAway
from archive.originals.address import Address

_AT_ONCE = 16
_MISSING = {"NoSuchKey", "404", "NotFound"}
#: What a server without versions, or a user who may not see them, answers.
_NO_VERSIONS = {"NotImplemented", "AccessDenied", "MethodNotAllowed", "501", "403"}


class BucketOriginals:
    """See ``Originals``. A client of boto3 may be used by many threads at once."""

    def __init__(self, address: Address) -> None:
        self.address = address.name
        self._at = address
        self._client = _client(address)

    def put_many(self, packed: Mapping[str, bytes]) -> None:
        if not packed:
            return
        with self._told(), ThreadPoolExecutor(min(_AT_ONCE, len(packed))) as threads:
            list(threads.map(self._put, packed.keys(), packed.values()))

    def get(self, digest: str) -> bytes | None:
        with self._told():
            try:
                found = self._client.get_object(Bucket=self._at.bucket, Key=self._at.key(digest))
                return bytes(found["Body"].read())
            except self._client.exceptions.ClientError as error:
                if _code(error) in _MISSING:
                    return None
                raise

    def delete(self, digests: Iterable[str]) -> tuple[str, ...]:
        with self._told():
            return tuple(digest for digest in digests if not self._delete(digest))

    def digests(self) -> Iterator[str]:
        with self._told():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._at.bucket, Prefix=f"{self._at.prefix}originals/"):
                yield from (each["Key"].rpartition("/")[2] for each in page.get("Contents", ()))

    def _put(self, digest: str, packed: bytes) -> None:
        self._client.put_object(
            Bucket=self._at.bucket, Key=self._at.key(digest), Body=packed, ContentEncoding="deflate"
        )

    def _delete(self, digest: str) -> bool:
        """Whether nothing of it is left."""
        key = self._at.key(digest)
        self._client.delete_object(Bucket=self._at.bucket, Key=key)
        try:
            for version in self._versions(key):
                self._client.delete_object(Bucket=self._at.bucket, Key=key, VersionId=version)
            return not self._versions(key)
        except self._client.exceptions.ClientError as error:
            if _code(error) not in _NO_VERSIONS:
                raise
        return not self._may_have_versions()

    def _versions(self, key: str) -> list[str]:
        """Former versions of an object, and the marks that it was deleted."""
        pages = self._client.get_paginator("list_object_versions")
        pages = pages.paginate(Bucket=self._at.bucket, Prefix=key)
        rows = (row for page in pages for kind in ("Versions", "DeleteMarkers") for row in page.get(kind, ()))
        return [row["VersionId"] for row in rows if row["Key"] == key]

    def _may_have_versions(self) -> bool:
        try:
            return bool(self._client.get_bucket_versioning(Bucket=self._at.bucket).get("Status"))
        except self._client.exceptions.ClientError as error:
            return _code(error) not in {"NotImplemented", "501"}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the client as errors of the archive."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise OriginalsAway(self.address, str(error)) from error


def _client(address: Address) -> Any:
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ModuleNotFoundError as error:
        raise OriginalsAway(address.name, "pip install 'muragat[s3]'") from error
    # Five tries with growing pauses; connections for every thread that uploads.
    config = Config(
        retries={"mode": "standard", "max_attempts": 5},
        connect_timeout=10,
        read_timeout=60,
        max_pool_connections=_AT_ONCE,
    )
    try:
        return boto3.client(
            "s3", endpoint_url=address.endpoint or None, region_name=address.region or None, config=config
        )
    except (BotoCoreError, ValueError) as error:
        raise OriginalsAway(address.name, str(error)) from error


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
