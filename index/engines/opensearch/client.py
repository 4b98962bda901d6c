"""Calls to the cluster: tried again where that helps, and every failure an error of ours."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Iterator, Sequence
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError as Unreachable,
)
from opensearchpy.exceptions import (
    NotFoundError,
    OpenSearchException,
    SSLError,
    TransportError,
)
from urllib3.util import Timeout

from archive.errors import ClusterTrouble, IndexMissing
from index.engines.opensearch.address import Address

_TRIES = 5
_FIRST_PAUSE_S = 0.2
#: A machine that is there takes a connection at once.
_CONNECT_S = 5.0
#: After so many times the timeout nothing is tried again.
_PATIENCE = 2
#: Answers that ask to come again: too many requests, and a cluster that is finding itself.
_LATER = frozenset({408, 429, 502, 503, 504})
#: So much is sent at once, in bytes.
_BULK_BYTES = 4_000_000
#: The cluster takes no more values in one filter.
_IDS = 60_000
_logger = logging.getLogger(__name__)
logging.getLogger("opensearch").setLevel(logging.CRITICAL)


class Cluster:
    """One client; safe for several threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._hidden: list[dict[str, Any]] = []
        self._client = OpenSearch(
            hosts=[{"host": host, "port": port} for host, port in address.hosts],
            http_auth=(address.user, address.password) if address.user else None,
            use_ssl=address.tls,
            verify_certs=address.tls,
            ca_certs=address.ca,
            ssl_assert_hostname=address.certified,
            http_compress=True,
            timeout=Timeout(connect=min(_CONNECT_S, address.timeout), read=address.timeout),
            max_retries=0,
            pool_maxsize=32,
        )

    def call(self, method: str, path: str, body: Any = None, again: bool = True, **params: Any) -> Any:
        """The answer to one request.

        A request that may be repeated (``again``) is, at another node, with growing pauses, until twice the
        timeout of one try is over. IndexMissing, else ClusterTrouble with the cluster's own reason, or that
        no node answers.
        """
        pause, end = _FIRST_PAUSE_S, time.monotonic() + _PATIENCE * self.address.timeout
        for tries_left in reversed(range(_TRIES if again else 1)):
            try:
                return self._client.transport.perform_request(method, path, params=params or None, body=body)
            except NotFoundError as error:
                raise IndexMissing(f"{self.address!r} {path}") from error
            except OpenSearchException as error:
                if not tries_left or not _may_pass(error) or time.monotonic() > end:
                    raise self._error(error) from error
                _logger.info("%s %s: %s, again in %.1f s", method, path, _status(error), pause)
            time.sleep(pause)
            pause *= 2
        raise AssertionError

    def without(self, hidden: frozenset[str]) -> Cluster:
        """The same connection, over which no search finds the articles of these ids or their quotations."""
        ids, twin = sorted(hidden), copy.copy(self)
        parts = [ids[start : start + _IDS] for start in range(0, len(ids), _IDS)]
        twin._hidden = [{"terms": {name: part}} for part in parts for name in ("id", "article")]
        return twin

    def _narrowed(self, body: Any) -> Any:
        if not self._hidden:
            return body
        query = body.get("query") or {"match_all": {}}
        return {**body, "query": {"bool": {"must": [query], "must_not": self._hidden}}}

    def search(self, path: str, body: Any, **params: Any) -> Any:
        """The answer to a search, whole: a part of the shards alone is no answer."""
        body = self._narrowed(body)
        params = {"allow_partial_search_results": "false", **params}
        found = self.call("POST", f"{path}/_search", body, **params)
        return self._whole(found)

    def searches(self, index: str, bodies: Sequence[Any]) -> list[Any]:
        """Several searches in one request."""
        head = {"allow_partial_search_results": False}
        dumps = self._client.transport.serializer.dumps
        lines = "".join(f"{dumps(head)}\n{dumps(self._narrowed(body))}\n" for body in bodies)
        found = self.call("POST", f"/{index}/_msearch", lines)["responses"]
        for each in found:
            if "error" in each:
                raise ClusterTrouble(repr(self.address), _reason(each["error"]))
        return [self._whole(each) for each in found]

    def _whole(self, found: Any) -> Any:
        shards = found.get("_shards", {})
        if shards.get("failed") or found.get("timed_out"):
            failures = shards.get("failures") or [{"reason": {"type": "timed_out"}}]
            raise ClusterTrouble(repr(self.address), _reason(failures[0].get("reason")))
        return found

    def bulk(self, lines: Iterator[tuple[dict[str, Any], dict[str, Any] | None]]) -> None:
        """Actions with their documents, in pieces; what the cluster has no room for is sent again.

        Every action names its document, so one that is sent twice changes nothing.
        """
        piece: list[tuple[str, str | None]] = []
        size, serialize = 0, self._client.transport.serializer.dumps
        for action, document in lines:
            pair = serialize(action), serialize(document) if document is not None else None
            piece.append(pair)
            size += len(pair[0]) + len(pair[1] or "")
            if size > _BULK_BYTES:
                self._send(piece)
                piece, size = [], 0
        if piece:
            self._send(piece)

    def _send(self, piece: list[tuple[str, str | None]]) -> None:
        pause = _FIRST_PAUSE_S
        for tries_left in reversed(range(2 * _TRIES)):
            body = "".join(
                f"{action}\n{document}\n" if document else f"{action}\n" for action, document in piece
            )
            found = self.call("POST", "/_bulk", body)
            if not found["errors"]:
                return
            refused = []
            for pair, item in zip(piece, found["items"], strict=True):
                ((kind, outcome),) = item.items()
                if outcome["status"] in _LATER:
                    refused.append(pair)
                elif outcome["status"] >= 300 and not (kind == "delete" and outcome["status"] == 404):
                    raise ClusterTrouble(repr(self.address), _reason(outcome.get("error")))
            if not refused:
                return
            if not tries_left:
                raise ClusterTrouble(repr(self.address), "rejected_execution")
            piece = refused
            time.sleep(pause)
            pause = min(2 * pause, 10)

    def close(self) -> None:
        self._client.close()

    def _error(self, error: OpenSearchException) -> Exception:
        if isinstance(error, SSLError):
            return ClusterTrouble(repr(self.address), f"certificate not accepted: {error.info}")
        if isinstance(error, Unreachable):
            return ClusterTrouble(repr(self.address), f"unreachable ({type(error.info).__name__})")
        info = getattr(error, "info", None)
        reason = _reason(info.get("error")) if isinstance(info, dict) else ""
        return ClusterTrouble(repr(self.address), reason or _status(error))


def _may_pass(error: OpenSearchException) -> bool:
    if isinstance(error, Unreachable):
        return not isinstance(error, SSLError)
    return isinstance(error, TransportError) and error.status_code in _LATER


def _status(error: OpenSearchException) -> str:
    return str(getattr(error, "status_code", "")) or type(error).__name__


def _reason(error: Any) -> str:
    """What went wrong in the cluster's words, the innermost cause."""
    if not isinstance(error, dict):
        return str(error or "")
    cause = next(iter(error.get("root_cause") or []), None) or error
    return f"{cause.get('type', '')}: {cause.get('reason', '')}".strip(": ")
