"""Several builds of an index beside each other on the cluster; an alias says which one is read."""

from __future__ import annotations

import contextlib
from itertools import count

from archive.errors import ClusterTrouble, IndexMissing
from index.engines.opensearch.address import Address
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.schema import body_of_index
from index.fingerprint import fingerprint

_TAKEN = "resource_already_exists_exception"


class ClusterBuilds:
    """The builds of the index ``which`` of an archive: ``<name>-<which>-7`` behind ``<name>-<which>``."""

    def __init__(self, address: Address, which: str) -> None:
        self._address = address
        self._alias = f"{address.name}-{which}"
        self._cluster = Cluster(address)

    def create(self) -> str:
        """A new empty build, not live yet."""
        body = body_of_index(self._address.shards, self._address.replicas, fingerprint())
        for number in count(max(map(self._number, self._all()), default=0) + 1):
            build = f"{self._alias}-{number}"
            try:
                self._cluster.call("PUT", f"/{build}", body, again=False, wait_for_active_shards="1")
            except ClusterTrouble as error:
                # Another machine begins one at the same moment.
                if not str(error.params["reason"]).startswith(_TAKEN):
                    raise
            else:
                break
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
        """Builds from before the live one. A later one may be what another machine is filling; if that was
        killed, it goes when the next becomes live."""
        found = self._all()
        live = max((self._number(each) for each in found if self._alias in found[each]), default=0)
        for each in found:
            if self._number(each) < live:
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
