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


PAGE = (
    "<html><head><title>Күз келді</title><meta property='article:published_time' content='2023-06-12'></head>"
    "<body><article><h1>Күз келді</h1><p>Ауылда егін жиналып, қоймалар астыққа толды. Диқандар қуанышты.</p>"
    "</article></body></html>"
).encode()


def warc_record(kind: str, url: str, payload: bytes, length: int | None = None) -> bytes:
    size = len(payload) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(url)}>\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {size}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def response(page: bytes, kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(page)}\r\n\r\n"
    return head.encode() + page


def warc(lying: int | None = None) -> list[bytes]:
    site = "https://example.kz"
    packed = gzip.compress(PAGE, mtime=0)
    return [
        warc_record("warcinfo", "", b"software: test\r\n"),
        warc_record("response", f"{site}/1", response(PAGE), lying),
        warc_record("request", f"{site}/1", b"GET / HTTP/1.1\r\n\r\n"),
        warc_record("response", f"{site}/a.png", response(b"\x89PNG", "image/png")),
        warc_record("response", f"{site}/2", response(packed, more="Content-Encoding: gzip\r\n")),
        warc_record("revisit", f"{site}/1", b"HTTP/1.1 200 OK\r\n\r\n"),
    ]


def docx(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def pdf(content: bytes) -> bytes:
    """A page whose letters are told by a ToUnicode table: A is Қ, B is а, C is р."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 3 beginbfchar <41> <049A> <42> <0430> <43> <0440> endbfchar endcmap end end"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(table), table),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def locked(data: bytes) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("құпия", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def documents() -> dict[str, bytes]:
    good = docx(
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Күз келді</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Егін </w:t></w:r><w:del><w:r><w:delText>көп </w:delText></w:r></w:del>"
        "<w:r><w:t>жиналды.</w:t></w:r></w:p>"
    )
    text = pdf(b"BT /F 12 Tf 20 200 Td (ABC) Tj ET")
    return {
        "good.warc": b"".join(warc()),
        "good.warc.gz": b"".join(gzip.compress(record, mtime=0) for record in warc()),
        "lying_long.warc": b"".join(warc(5000)),
        "lying_short.warc": b"".join(warc(20)),
        "cut.warc.gz": b"".join(gzip.compress(record, mtime=0) for record in warc())[:-200],
        "good.docx": good,
        "empty.docx": docx("<w:p/>"),
        "cut.docx": good[:-40],
        "not_word.docx": zipped({"a.txt": SPRING}),
        "good.pdf": text,
        "scan.pdf": pdf(b""),
        "cut.pdf": text[:300],
        "locked.pdf": locked(text),
    }


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
    for name, data in {**specimens(), **documents()}.items():
        (FOLDER / name).write_bytes(data)
