"""Nodes of one OpenSearch cluster, as processes of this machine.

    python -m stress.cluster.opensearch --nodes 3

prints the addresses and runs until it is interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stress.cluster.distribution import distribution

_START_SECONDS = 300
_NOBODY = 65534


@dataclass(slots=True)
class Node:
    number: int
    folder: Path
    http: int
    transport: int
    host: str = "127.0.0.1"
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.http}"


@dataclass(slots=True)
class Cluster:
    """``nodes`` servers in ``folder``; a context manager that stops them and removes the folder."""

    nodes: int = 1
    http: int = 19_200
    heap_mb: int = 512
    #: Where it answers, and what its command begins with when it runs in a network of its own.
    host: str = "127.0.0.1"
    run: tuple[str, ...] = ()
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="muragat-opensearch-")))
    members: list[Node] = field(default_factory=list)

    def __enter__(self) -> Cluster:
        server = distribution()
        self.folder.chmod(0o755)
        for number in range(self.nodes):
            folder = self.folder / f"node{number}"
            ports = self.http + number, self.http + 100 + number
            self.members.append(Node(number, folder, *ports, self.host))
        for node in self.members:
            self._configure(node, server)
            self.start(node.number)
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for node in self.members:
            self.kill(node.number, signal.SIGTERM)
        for node in self.members:
            if node.process is not None:
                node.process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def addresses(self) -> list[str]:
        return [node.address for node in self.members]

    def start(self, number: int) -> None:
        """A node that was configured, or killed."""
        node, server = self.members[number], distribution()
        heap = f"-Xms{self.heap_mb}m -Xmx{self.heap_mb}m"
        environment = {
            **os.environ,
            "OPENSEARCH_PATH_CONF": str(node.folder / "config"),
            "OPENSEARCH_JAVA_OPTS": heap,
            "OPENSEARCH_TMPDIR": str(node.folder / "tmp"),
            "OPENSEARCH_JAVA_HOME": _java_home(),
        }
        with (node.folder / "console.log").open("ab") as log:
            node.process = subprocess.Popen(
                [*self.run, str(server / "bin" / "opensearch")],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                # The server refuses to run as root.
                user=_NOBODY if os.geteuid() == 0 and not self.run else None,
            )

    def kill(self, number: int, how: signal.Signals = signal.SIGKILL) -> None:
        process = self.members[number].process
        if process is not None and process.poll() is None:
            os.killpg(process.pid, how)

    def wait(self, health: str = "green", nodes: int | None = None, seconds: float = _START_SECONDS) -> None:
        """Until so many nodes see each other and the cluster is so well; TimeoutError."""
        wanted = nodes if nodes is not None else len(self.members)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.health()
            if found and found["number_of_nodes"] >= wanted and _is_at_least(str(found["status"]), health):
                return
            time.sleep(0.5)
        raise TimeoutError(f"{self.health()}: {self._last_words()}")

    def health(self) -> dict[str, Any]:
        """What any node that answers says of the cluster; empty when none does."""
        for node in self.members:
            try:
                with urllib.request.urlopen(f"{node.address}/_cluster/health", timeout=5) as answer:
                    return dict(json.load(answer))
            except (OSError, urllib.error.URLError, ValueError):
                continue
        return {}

    def _last_words(self) -> str:
        logs = [node.folder / "console.log" for node in self.members]
        return "\n".join(log.read_text(errors="replace")[-2000:] for log in logs if log.exists())

    def _configure(self, node: Node, server: Path) -> None:
        config = node.folder / "config"
        config.mkdir(parents=True, exist_ok=True)
        shutil.copy(server / "config" / "log4j2.properties", config / "log4j2.properties")
        (config / "jvm.options").write_text("-XX:+UseG1GC\n-Djava.awt.headless=true\n", encoding="ascii")
        for name in ("data", "logs", "tmp"):
            (node.folder / name).mkdir(exist_ok=True)
        (config / "opensearch.yml").write_text(_settings(node, self.members), encoding="utf-8")
        (node.folder / "console.log").touch()
        if os.geteuid() == 0:
            for path in (node.folder, *node.folder.rglob("*")):
                os.chown(path, _NOBODY, _NOBODY)


def _settings(node: Node, members: Sequence[Node]) -> str:
    names = ", ".join(f"node{each.number}" for each in members)
    hosts = ", ".join(f'"127.0.0.1:{each.transport}"' for each in members)
    return f"""cluster.name: muragat
node.name: node{node.number}
path.data: {node.folder / "data"}
path.logs: {node.folder / "logs"}
network.host: 127.0.0.1
http.host: {node.host}
http.port: {node.http}
transport.port: {node.transport}
discovery.seed_hosts: [{hosts}]
cluster.initial_cluster_manager_nodes: [{names}]
cluster.routing.allocation.disk.threshold_enabled: false
node.store.allow_mmap: false
"""


def _java_home() -> str:
    """The Java that was chosen, else that of the path."""
    for name in ("OPENSEARCH_JAVA_HOME", "JAVA_HOME"):
        if os.environ.get(name):
            return os.environ[name]
    found = shutil.which("java")
    if found is None:
        raise FileNotFoundError("java (11 to 21; Debian: openjdk-17-jre-headless)")
    return str(Path(found).resolve().parents[1])


def _is_at_least(found: str, wanted: str) -> bool:
    order = ("red", "yellow", "green")
    return order.index(found) >= order.index(wanted)


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--http", type=int, default=19_200)
    parser.add_argument("--heap-mb", type=int, default=512)
    given = parser.parse_args()
    with Cluster(given.nodes, given.http, given.heap_mb) as cluster:
        print("\n".join(cluster.addresses), flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
