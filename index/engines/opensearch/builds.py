"""Several builds of an index beside each other on the cluster; an alias says which one is read."""

from __future__ import annotations

import contextlib

from archive.errors import IndexMissing
from index.engines.opensearch.address import Address
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.schema import body_of_index
from index.fingerprint import fingerprint


class ClusterBuilds:
    """The builds of the index ``which`` of an archive: ``<name>-<which>-7`` behind ``<name>-<which>``."""

    def __init__(self, address: Address, which: str) -> None:
        self._address = address
        self._alias = f"{address.name}-{which}"
        self._cluster = Cluster(address)

    def create(self) -> str:
        """A new empty build, not live yet."""
        build = f"{self._alias}-{max(map(self._number, self._all()), default=0) + 1}"
        body = body_of_index(self._address.shards, self._address.replicas, fingerprint())
        self._cluster.call("PUT", f"/{build}", body, again=False, wait_for_active_shards="1")
        return build

    def open(self, build: str | None = None) -> OpenSearchEngine:
        """What reads the live build, or a given one; IndexMissing."""
        return OpenSearchEngine(self._address, self._alias, build)

    def make_live(self, build: str) -> None:
        """Moves the alias in one step."""
        here = {"alias": self._alias}
        actions = [{"remove": {"index": each, **here}} for each in self._all() if self._is_live(each)]
        actions.append({"add": {"index": build, **here}})
        self._cluster.call("POST", "/_aliases", {"actions": actions})

    def remove_others(self) -> None:
        """Builds that are no longer, or never became, the live one."""
        for each in self._all():
            if not self._is_live(each):
                self.discard(each)

    def remove_all(self) -> None:
        """Every build, the live one too."""
        for each in self._all():
            self.discard(each)

    def discard(self, build: str) -> None:
        with contextlib.suppress(IndexMissing):
            self._cluster.call("DELETE", f"/{build}")

    def _all(self) -> dict[str, list[str]]:
        """Every build with the aliases that lead to it."""
        found = self._cluster.call("GET", f"/{self._alias}-*/_alias")
        return {name: list(each["aliases"]) for name, each in found.items() if self._number(name)}

    def _is_live(self, build: str) -> bool:
        return self._alias in self._all().get(build, ())

    def _number(self, build: str) -> int:
        digits = build.removeprefix(f"{self._alias}-")
        return int(digits) if digits.isdecimal() else 0
