"""The contract tests of command line and pages over PostgreSQL and three OpenSearch nodes.

    python -m stress.cluster.contract [PYTEST ARGUMENTS]

starts the servers, takes the sample archive and the seed article in through them, and runs tests/cli and
tests/webui (or what is given) with $MURAGAT_STORE and $MURAGAT_ENGINE set, every data folder with a schema
and indexes of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from stress.cluster.opensearch import Cluster
from stress.cluster.postgres import Postgres

_TESTS = ["tests/cli", "tests/webui"]


def main() -> int:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    with Postgres() as database, Cluster(3) as cluster:
        hosts = ",".join(address.removeprefix("http://") for address in cluster.addresses)
        environment = {
            **os.environ,
            "MURAGAT_STORE": f"{database.url}?schema={{archive}}",
            "MURAGAT_ENGINE": f"opensearch+http://{hosts}/{{archive}}?shards=3&replicas=1",
            "MURAGAT_TEST_SERVERS": "1",
            "MURAGAT_TEST_POSTGRES": database.url,
            "MURAGAT_TEST_OPENSEARCH": f"opensearch+http://{hosts}/tests?shards=3&replicas=1",
        }
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "cli", "--data", str(Path(folder) / "samples")]
            for arguments in (["ingest", *_taken_in()], ["index", "status"], ["verify"]):
                subprocess.run([*command, *arguments], env=environment, check=True)
        tests = sys.argv[1:] or _TESTS
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "stress.cluster.cleaning", *tests],
            env=environment,
            check=False,
        ).returncode


def _taken_in() -> list[str]:
    """The samples, and the seed article where the shared data is."""
    seed = Path(__file__).parents[2].parent / "shared" / "data" / "seed"
    return ["archive/samples/files", *map(str, sorted(seed.glob("*.txt")))]


if __name__ == "__main__":
    sys.exit(main())
