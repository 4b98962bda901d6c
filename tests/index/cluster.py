"""The OpenSearch cluster that tests may use, if there is one."""

from __future__ import annotations

import importlib.util
import os

import pytest

#: An address such as ``opensearch+http://127.0.0.1:19200/tests`` (.ci/run starts a node).
VARIABLE = "MURAGAT_TEST_OPENSEARCH"


def cluster_address() -> str:
    """Where the cluster is; skips where there is none."""
    if importlib.util.find_spec("opensearchpy") is None:
        pytest.skip("opensearch-py is not installed: pip install 'muragat[opensearch]'")
    if not os.environ.get(VARIABLE):
        pytest.skip(f"no OpenSearch: start one (python -m stress.cluster.opensearch) and set {VARIABLE}")
    return os.environ[VARIABLE]
