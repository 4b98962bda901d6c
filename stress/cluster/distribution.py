"""The OpenSearch server from Maven Central, put together once and kept.

``org.opensearch.distribution.integ-test-zip:opensearch`` is the server without its modules; the two that the
engine uses are artifacts of the same release: analysis-common (several terms at one position) and
lang-painless (scores). Apache-2.0, all of them. Needs Java 11 to 21.
"""

from __future__ import annotations

import os
import shutil
import urllib.request
import zipfile
from pathlib import Path

VERSION = "2.19.6"
_MAVEN = "https://repo.maven.apache.org/maven2"
_MODULES = {
    "analysis-common": (
        "org.opensearch.analysis.common.CommonAnalysisPlugin",
        (("org/opensearch/plugin", "analysis-common", VERSION),),
    ),
    "lang-painless": (
        "org.opensearch.painless.PainlessPlugin",
        (
            ("org/opensearch/plugin", "lang-painless", VERSION),
            ("org/opensearch/plugin", "opensearch-scripting-painless-spi", VERSION),
            ("org/antlr", "antlr4-runtime", "4.13.1"),
            *(
                ("org/ow2/asm", name, "9.7")
                for name in ("asm", "asm-util", "asm-tree", "asm-commons", "asm-analysis")
            ),
        ),
    ),
}
_DESCRIPTOR = """name={name}
description={name}
version={version}
opensearch.version={version}
java.version=11
classname={classname}
extended.plugins={extended}
has.native.controller=false
"""
#: Scripts become classes.
_MAY_COMPILE = """grant {
  permission java.lang.RuntimePermission "createClassLoader";
  permission java.lang.RuntimePermission "getClassLoader";
};
"""


def distribution(cache: Path | None = None) -> Path:
    """The folder of the server; fetched on first use (about 60 MB), then found."""
    folder = (cache or default_cache()) / f"opensearch-{VERSION}"
    if (folder / "ready").exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    packed = folder.with_suffix(".zip")
    address = "org/opensearch/distribution/integ-test-zip"
    _fetch(f"{_MAVEN}/{address}/opensearch/{VERSION}/opensearch-{VERSION}.zip", packed)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder.parent)
    packed.unlink()
    for name in ("bin/opensearch", "bin/opensearch-env", "bin/opensearch-cli"):
        (folder / name).chmod(0o755)
    for name, (classname, jars) in _MODULES.items():
        _module(folder, name, classname, jars)
    (folder / "ready").touch()
    return folder


def default_cache() -> Path:
    """``$MURAGAT_SERVERS``, else a folder in the user's cache."""
    given = os.environ.get("MURAGAT_SERVERS")
    return Path(given) if given else Path.home() / ".cache" / "muragat-servers"


def _module(folder: Path, name: str, classname: str, jars: tuple[tuple[str, str, str], ...]) -> None:
    place = folder / "modules" / name
    place.mkdir(parents=True, exist_ok=True)
    for group, artifact, version in jars:
        _fetch(
            f"{_MAVEN}/{group}/{artifact}/{version}/{artifact}-{version}.jar",
            place / f"{artifact}-{version}.jar",
        )
    if name == "lang-painless":
        (place / "plugin-security.policy").write_text(_MAY_COMPILE, encoding="ascii")
    text = _DESCRIPTOR.format(name=name, version=VERSION, classname=classname, extended="")
    (place / "plugin-descriptor.properties").write_text(text, encoding="ascii")


def _fetch(address: str, target: Path) -> None:
    part = target.with_suffix(target.suffix + ".part")
    with urllib.request.urlopen(address, timeout=120) as answer, part.open("wb") as out:
        shutil.copyfileobj(answer, out)
    part.replace(target)
