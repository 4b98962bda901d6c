"""Connections with TLS: the right certificate for the right name, and nothing is sent to anybody else."""

from __future__ import annotations

import base64
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import trustme

from archive.errors import ClusterTrouble

pytest.importorskip("opensearchpy", reason="opensearch-py is not installed")

from index.engines.opensearch.address import read_address
from index.engines.opensearch.client import Cluster

#: The name in the certificates that the image of OpenSearch makes for trying out.
MADE_FOR = "node-0.example.com"


class Node(BaseHTTPRequestHandler):
    """Answers anything; keeps who it was that asked."""

    asked_by: list[str]

    def do_GET(self) -> None:
        self.asked_by.append(self.headers.get("Authorization", ""))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"version": {"number": "2.19.1"}}')

    def log_message(self, *_: object) -> None:
        pass


class Served:
    """A node with a certificate for one name."""

    def __init__(self, folder: Path, name: str) -> None:
        authority = trustme.CA()
        self.ca = folder / "root-ca.pem"
        authority.cert_pem.write_to_path(str(self.ca))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        self.node = type("Own", (Node,), {"asked_by": []})
        self.server = HTTPServer(("127.0.0.1", 0), self.node)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def ask(self, options: str) -> object:
        place = f"127.0.0.1:{self.server.server_port}"
        url = f"opensearch+https://library:s%3Acret@{place}/muragat?timeout=0.3&{options}"
        return Cluster(read_address(url)).call("GET", "/")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = Served(tmp_path_factory.mktemp("tls"), MADE_FOR)
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_the_node_is_asked_as_the_user_of_the_address(served: Served) -> None:
    served.node.asked_by.clear()
    assert served.ask(f"ca={served.ca}&certified={MADE_FOR}") == {"version": {"number": "2.19.1"}}
    assert [base64.b64decode(each.removeprefix("Basic ")) for each in served.node.asked_by] == [
        b"library:s:cret"
    ]


@pytest.mark.parametrize(
    "options",
    ["ca={ca}", "ca={ca}&certified=node-1.example.com", "certified=" + MADE_FOR],
    ids=["another name than the host's", "another name than was said", "nobody we trust signed it"],
)
def test_another_node_is_never_told_the_password(served: Served, options: str) -> None:
    served.node.asked_by.clear()
    with pytest.raises(ClusterTrouble, match="certificate not accepted"):
        served.ask(options.format(ca=served.ca))
    assert served.node.asked_by == []
