"""Writes the packed specimens of tests/specimens/formats, the good and the broken ones, always the same:
``python -m tests.archive.make_specimens``."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "specimens" / "formats"
SPRING = "Көктем келді\n\nАулада қар еріп, өзен тасыды.\n".encode()
AUTUMN = '{"title": "Күз келді", "text": "Егін жиналды."}\n{"title": "Қыс келді"}\n'.encode()
MEMBERS = {"көктем.txt": SPRING, "2023/күз.jsonl": AUTUMN}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 6, 12, 0, 0, 0)), data, method)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w", link: bool = False) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("сілтеме.txt")
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def encrypted(data: bytes) -> bytes:
    """The first member marked as encrypted, in its own header and in the list."""
    found = bytearray(data)
    found[6] |= 1
    found[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


def nested(levels: int) -> bytes:
    data = zipped({"көктем.txt": SPRING})
    for _ in range(levels - 1):
        data = zipped({"ішкі.zip": data})
    return data


def specimens() -> dict[str, bytes]:
    stored = zipped(MEMBERS, zipfile.ZIP_STORED)
    tar = tarred(MEMBERS)
    packed = gzip.compress(AUTUMN, mtime=0)
    return {
        "good.zip": zipped({**MEMBERS, "__MACOSX/._x.txt": b"x", ".DS_Store": b"\x00"}),
        "damaged_member.zip": flipped(stored, stored.index(SPRING) + 5),
        "cut.zip": zipped(MEMBERS)[:-30],
        "encrypted.zip": encrypted(zipped(MEMBERS)),
        "climbing.zip": zipped({"../../көктем.txt": SPRING, "/күз.jsonl": AUTUMN, "ok.txt": SPRING}),
        "bomb.zip": zipped({"bomb.txt": b"a" * (40 << 20), "көктем.txt": SPRING}),
        "nested.zip": nested(3),
        "too_deep.zip": nested(5),
        "good.tar": tar,
        "good.tar.gz": gzip.compress(tar, mtime=0),
        "good.tar.bz2": bz2.compress(tar),
        "good.tar.xz": lzma.compress(tar),
        "links.tar": tarred(MEMBERS, link=True),
        "climbing.tar": tarred({"../көктем.txt": SPRING, "ok.txt": SPRING}),
        "broken_header.tar": flipped(tarred({"0.txt": SPRING, **MEMBERS}), 1024 + 150),
        "cut.tar": tarred({"a.txt": SPRING, "b.txt": SPRING * 50})[:3000],
        "good.jsonl.gz": packed,
        "good.txt.bz2": bz2.compress(SPRING),
        "good.txt.xz": lzma.compress(SPRING),
        "cut.jsonl.gz": gzip.compress(AUTUMN * 2000, mtime=0)[:-12],
        "cut.txt.xz": lzma.compress(SPRING)[:-20],
        "bomb.txt.gz": gzip.compress(b"a" * (40 << 20), mtime=0),
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in specimens().items():
        (FOLDER / name).write_bytes(data)
