"""The compose files: every service, volume, password and address that is named is there and can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy.engine import make_url

from index.engines.opensearch.address import read_address

DEPLOY = Path(__file__).parents[1] / "deploy"
#: What is chosen by the user, with something in its place.
CHOICES = re.compile(r"(?<!\$)\$\{(\w+)(?::[?-])?\}")


def asked_for() -> set[str]:
    """Names in the example of the file of passwords."""
    lines = (DEPLOY / "servers.env.example").read_text("utf-8").splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


@pytest.fixture(params=["compose.yaml", "compose-cluster.yaml"])
def text(request: pytest.FixtureRequest) -> str:
    return (DEPLOY / str(request.param)).read_text("utf-8")


@pytest.fixture
def compose(text: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(CHOICES.sub("chosen", text))
    return read


def test_every_choice_stands_in_the_example(text: str) -> None:
    chosen = set(CHOICES.findall(text))
    assert {"POSTGRES_PASSWORD"} <= chosen <= asked_for()


def test_services_wait_for_services_that_tell_their_health(compose: dict[str, Any]) -> None:
    services = compose["services"]
    waited_for = services["muragat"]["depends_on"]
    assert {"database"} < set(waited_for) <= set(services)
    for name, how in waited_for.items():
        assert how == {"condition": "service_healthy"} and services[name]["healthcheck"]["test"], name
    for service in services.values():
        assert ("image" in service) != ("build" in service)


def test_volumes_are_declared_or_folders_beside_the_file(compose: dict[str, Any]) -> None:
    named = {
        place.partition(":")[0] for service in compose["services"].values() for place in service["volumes"]
    }
    assert {name for name in named if not name.startswith("./")} == set(compose["volumes"])


def test_the_addresses_lead_to_the_services(compose: dict[str, Any]) -> None:
    services = compose["services"]
    environment = services["muragat"]["environment"]
    engine, store = read_address(environment["MURAGAT_ENGINE"]), make_url(environment["MURAGAT_STORE"])
    assert store.host in services and store.password == "chosen"
    nodes = {name for name, service in services.items() if "opensearch" in service.get("image", "")}
    assert {host for host, _ in engine.hosts} == nodes
    assert engine.tls == (len(nodes) > 1)
    mounted = {place.split(":")[1] for place in services["muragat"]["volumes"]}
    assert engine.ca is None or str(Path(engine.ca).parent) in mounted


def test_nodes_of_a_cluster_know_each_other(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        settings = service.get("environment", {})
        if "opensearch" in service.get("image", "") and settings.get("discovery.type") != "single-node":
            assert settings["node.name"] in settings["discovery.seed_hosts"].split(",")
            assert settings["discovery.seed_hosts"] == settings["cluster.initial_cluster_manager_nodes"]
            assert settings["OPENSEARCH_INITIAL_ADMIN_PASSWORD"] == "chosen"
