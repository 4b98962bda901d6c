"""Writes tests/specimens/bombs: files that mean harm, each small and each to be refused or to stay harmless:
``python -m tests.archive.make_bombs``."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

from tests.archive.make_mets import specimens as issues
from tests.archive.make_specimens import PAGE, SPRING, docx, pdf, warc_record, zipped

FOLDER = Path(__file__).parents[1] / "specimens" / "bombs"
MB = 1 << 20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def entities(root: str, inside: str, encoding: str = "utf-8") -> bytes:
    """The billion laughs: ten times ten times … a word, called from ``inside`` as ``&a8;``."""
    lines = ['<!ENTITY a "күлкі">', '<!ENTITY a0 "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)]
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE {root} [{"".join(lines)}]>{inside}'
    return text.encode(encoding)


def quadratic(root: str, inside: str) -> bytes:
    """One long word called many times."""
    declared = f'<!DOCTYPE {root} [<!ENTITY a "{"күлкі" * 4000}">]>'
    return f'<?xml version="1.0" encoding="utf-8"?>{declared}{inside.replace("&a8;", "&a;" * 4000)}'.encode()


def outside(root: str, inside: str, encoding: str = "utf-8") -> bytes:
    """A file of the machine as an entity."""
    declared = f'<!DOCTYPE {root} [<!ENTITY a8 SYSTEM "file:///etc/passwd">]>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{declared}{inside}'.encode(encoding)


RSS = "<rss><channel><item><title>Күз &a8;</title></item></channel></rss>"
DOCUMENT = (
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Күз &a8;</w:t></w:r></w:p></w:body></w:document>'
)
BLOCK = '<TextBlock><String CONTENT="&a8;"/></TextBlock>'
ALTO = f"<alto><Layout><Page><PrintSpace>{BLOCK}</PrintSpace></Page></Layout></alto>"


def word(xml: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml})


def overlapping() -> bytes:
    """A ZIP whose list names one packed member two hundred times."""
    whole = zipped({"a.txt": SPRING + b" ".join(b"%d" % (number * number) for number in range(4000))})
    start = whole.index(b"PK\x01\x02")
    entry = whole[start : whole.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(entry) * 200, start, 0)
    return whole[:start] + entry * 200 + end


def linked_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, kind in (
            ("сілтеме.txt", stat.S_IFLNK),
            ("құрылғы.txt", stat.S_IFCHR),
            ("ok.txt", stat.S_IFREG),
        ):
            info = zipfile.ZipInfo(name, (2023, 6, 12, 0, 0, 0))
            info.create_system, info.external_attr = 3, (kind | 0o644) << 16
            archive.writestr(info, b"/etc/passwd" if kind != stat.S_IFREG else SPRING)
    return out.getvalue()


def devices() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        kinds = {"байланыс": tarfile.LNKTYPE, "таңба": tarfile.CHRTYPE, "құбыр": tarfile.FIFOTYPE}
        for name, kind in kinds.items():
            info = tarfile.TarInfo(f"{name}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in ("/etc/cron.d/a.txt", "a/../../b.txt", "C:\\a.txt", "ok.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(SPRING)
            archive.addfile(info, io.BytesIO(SPRING))
    return out.getvalue()


def packed_pdf(drawing: bytes, twice: bool = False) -> bytes:
    data = zlib.compress(drawing, 9)
    data = zlib.compress(data, 9) if twice else data
    filters = b"[/FlateDecode/FlateDecode]" if twice else b"/FlateDecode"
    plain = b"<</Length 0>>stream\n\nendstream"
    return pdf(b"").replace(
        plain, b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(data), filters, data)
    )


def shared_pages() -> bytes:
    """Two thousand pages that are one and the same stream of text."""
    page = packed_pdf(b"BT /F 12 Tf 20 200 Td " + b"(ABC) Tj " * 5000 + b"ET")
    return page.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[" + b"3 0 R " * 2000 + b"]/Count 2000")


def warc_bomb() -> bytes:
    """A page that unpacks to forty million letters, between two good ones."""
    packed = gzip.compress(b"<html><body>" + b"a" * (40 * MB), mtime=0)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    good = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
    pages = [good, head + packed, good]
    return b"".join(warc_record("response", f"https://example.kz/{n}", page) for n, page in enumerate(pages))


HOSTILE_PAGE = """<html><head><title>Күз келді</title><script>alert("сценарий")</script> <link
rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="javascript:alert(2)">
</head><body onload="alert(3)"><article><h1 onclick="alert(4)">Күз келді</h1> <p>Ауылда егін жиналып,
қоймалар астыққа толды. <img src=x onerror="alert(5)"> Диқандар қуанышты.</p> <p><a
href="javascript:alert(6)">Сілтеме</a> <a href="data:text/html,<script>alert(7)</script>">Тағы бір
сілтеме</a> осында тұр.</p><script>document.write("қосылды")</script><style>p { color: expression(alert(8))
}</style> <iframe srcdoc="<script>alert(9)</script>"></iframe></article></body></html>"""


def bombs() -> dict[str, bytes]:
    picture = "data:image/png;base64," + "QUJD" * 50_000
    return {
        "laughs.rss": entities("rss", RSS),
        "laughs_utf16.rss": entities("rss", RSS, "utf-16"),
        "quadratic.rss": quadratic("rss", RSS),
        "outside.rss": outside("rss", RSS),
        "laughs.alto": entities("alto", ALTO),
        "laughs.docx": word(entities("w:document", DOCUMENT)),
        "laughs_utf16.docx": word(entities("w:document", DOCUMENT, "utf-16")),
        "quadratic.docx": word(quadratic("w:document", DOCUMENT)),
        "outside_utf16.docx": word(outside("w:document", DOCUMENT, "utf-16")),
        "outside.mets": issues()["issue/1935-06-12_mets.xml"]
        .replace("<mets ", '<!DOCTYPE mets [<!ENTITY a SYSTEM "file:///etc/passwd">]><mets ', 1)
        .encode(),
        "blank.docx": word(b"<w:document>" + b" " * (60 * MB)),
        "deep.docx": docx("<w:p>" * 100_000),
        "blank.pdf": packed_pdf(b" " * (80 * MB)),
        "blank_twice.pdf": packed_pdf(b" " * (80 * MB), twice=True),
        "shared_pages.pdf": shared_pages(),
        "loop.pdf": pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        "overlapping.zip": overlapping(),
        "links.zip": linked_zip(),
        "devices.tar": devices(),
        "gz_in_gz.txt.gz": gzip.compress(gzip.compress(gzip.compress(gzip.compress(SPRING, 9), 9), 9), 9),
        "blank.txt.bz2": bz2.compress(b"a" * (60 * MB)),
        "blank.txt.xz": lzma.compress(b"a" * (60 * MB)),
        "page.warc": warc_bomb(),
        "scripts.html": HOSTILE_PAGE.encode(),
        "deep.html": (f"<html><body><article>{'<div>' * 20_000}Мәтін").encode(),
        "tags.html": (f"<html><head><title>Күз</title></head><body>{'<p>' * 201_000}").encode(),
        "picture.html": PAGE.replace(b"<h1>", f'<img src="{picture}"><h1>'.encode()),
        "deep.json": b'{"title":' + b"[" * 100_000,
        "number.json": b'{"title": "a", "views": ' + b"1" * 100_000 + b"}",
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in bombs().items():
        (FOLDER / name).write_bytes(data)
