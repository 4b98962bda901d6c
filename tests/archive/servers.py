"""The PostgreSQL server that tests may use, if there is one."""

from __future__ import annotations

import importlib.util
import os
import uuid

import pytest

#: An address such as ``postgresql://muragat@127.0.0.1:15432/muragat`` (.ci/run starts one).
VARIABLE = "MURAGAT_TEST_POSTGRES"


def postgres_address() -> str:
    """A schema of its own on the server; skips where there is none."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: pip install 'muragat[postgresql]'")
    if not os.environ.get(VARIABLE):
        pytest.skip(f"no PostgreSQL: start one (python -m stress.cluster.postgres) and set {VARIABLE}")
    return f"{os.environ[VARIABLE]}?schema=t_{uuid.uuid4().hex}"
