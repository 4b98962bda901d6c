"""A network of its own for servers, with a cable that can be pulled (Linux, as root).

    with Cable() as cable, Postgres(host=cable.host, run=cable.run) as database: ...

A namespace holds the servers; one virtual cable leads to it. While it is pulled nothing is refused and
nothing is answered: packets vanish, as they do when a switch fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

_HERE, _THERE = "10.213.77.1", "10.213.77.2"


@dataclass(slots=True)
class Cable:
    """``host`` is the address of the servers, ``run`` what their commands begin with."""

    name: str = "muragat"

    @property
    def host(self) -> str:
        return _THERE

    @property
    def run(self) -> tuple[str, ...]:
        nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        return ("ip", "netns", "exec", self.name, *nobody)

    def __enter__(self) -> Cable:
        if os.geteuid() or not shutil.which("ip"):
            raise PermissionError("a network of its own needs root and Debian's iproute2")
        here, there = f"{self.name}0", f"{self.name}1"
        _ip("netns", "add", self.name)
        _ip("link", "add", here, "type", "veth", "peer", "name", there)
        _ip("link", "set", there, "netns", self.name)
        _ip("addr", "add", f"{_HERE}/24", "dev", here)
        _ip("link", "set", here, "up")
        _ip("-n", self.name, "addr", "add", f"{_THERE}/24", "dev", there)
        _ip("-n", self.name, "link", "set", "lo", "up")
        self.mend()
        return self

    def __exit__(self, *_: object) -> None:
        _ip("link", "del", f"{self.name}0")
        _ip("netns", "del", self.name)

    def cut(self) -> None:
        _ip("-n", self.name, "link", "set", f"{self.name}1", "down")

    def mend(self) -> None:
        _ip("-n", self.name, "link", "set", f"{self.name}1", "up")


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
