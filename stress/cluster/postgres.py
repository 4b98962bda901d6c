"""A PostgreSQL server in a folder of its own.

    python -m stress.cluster.postgres

prints the URL of an empty database and runs until it is interrupted. Needs Debian's ``postgresql``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

_NOBODY = 65534
_START_SECONDS = 60


@dataclass(slots=True)
class Postgres:
    """A context manager; ``url`` leads to the database ``muragat``."""

    port: int = 15_432
    #: Where it listens, and what its command begins with when it runs in a network of its own.
    host: str = "127.0.0.1"
    run: tuple[str, ...] = ()
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="muragat-postgres-")))
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://muragat@{self.host}:{self.port}/muragat"

    def __enter__(self) -> Postgres:
        self.folder.chmod(0o755)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(data, _NOBODY, _NOBODY)
        self._run("initdb", "-D", str(data), "-U", "muragat", "-A", "trust", "-E", "UTF8", "--locale=C")
        with (data / "pg_hba.conf").open("a", encoding="ascii") as rules:
            rules.write("host all all 10.213.77.0/24 trust\n")
        self.start()
        self._run("createdb", "-h", self.host, "-p", str(self.port), "-U", "muragat", "muragat")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """The server, also after it was stopped or killed."""
        settings = {"listen_addresses": self.host, "port": str(self.port), "unix_socket_directories": ""}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.run, _program("postgres"), "-D", str(self.folder / "data"), *options],
                stdout=log,
                stderr=log,
                user=_NOBODY if os.geteuid() == 0 and not self.run else None,
                cwd="/",
            )
        end = time.monotonic() + _START_SECONDS
        ready = [_program("pg_isready"), "-q", "-h", self.host, "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            if time.monotonic() > end:
                raise TimeoutError((self.folder / "console.log").read_text(errors="replace")[-2000:])
            time.sleep(0.1)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends it cleanly, SIGQUIT at once, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=60)

    def _run(self, name: str, *arguments: str) -> None:
        user = _NOBODY if os.geteuid() == 0 else None
        subprocess.run(
            [_program(name), *arguments], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL
        )


def _program(name: str) -> str:
    """The newest installed; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"{name} (Debian: postgresql)")
    return path


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--port", type=int, default=15_432)
    with Postgres(parser.parse_args().port) as server:
        print(server.url, flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
