"""Plain text, one article a file: the headline on the first line, as web dumps and exports have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import Place, ReadOptions, Record, raw_article, read_whole
from archive.readers.encoding import detect, is_binary

_TITLE_CHARS = 300


class TextReader:
    """``.txt`` and anything that is readable text and nothing else."""

    name = "text"
    extensions: tuple[str, ...] = (".txt", ".text", ".md")

    def sniff(self, head: bytes, path: str) -> bool:
        return bool(head.strip()) and not is_binary(head)

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        data = read_whole(stream, path, options)
        if isinstance(data, ReadError):
            yield data
            return
        encoding = detect(data, options.encoding)
        if encoding is None:
            yield ReadError(path, 0, "binary" if is_binary(data) else "encoding")
            return
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            yield ReadError(path, 0, "encoding")
            return
        title, body = split_title(text)
        columns = {"title": title, "body": body}
        yield raw_article(columns, data, Place(), path, self.name, encoding, options)


def split_title(text: str) -> tuple[str, str]:
    """First line as headline if it looks like one, and the rest.

    A headline is short and either stands alone (a blank line follows) or does not end as a sentence.

    >>> split_title("Қар жауды\\n\\nТүнде қар жауды.")
    ('Қар жауды', 'Түнде қар жауды.')
    >>> split_title("Түнде қар жауды.\\nКүн суытты.")
    ('', 'Түнде қар жауды.\\nКүн суытты.')
    """
    text = text.lstrip("\ufeff \t\r\n")
    first, _, rest = text.replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    alone = not rest.strip() or rest.lstrip(" \t").startswith("\n") or first.strip() in rest
    sentence = first.rstrip().endswith((".", ":", ";", ",", "…"))
    if len(first) <= _TITLE_CHARS and (alone and not (sentence and not rest.strip()) or not sentence):
        return first.strip(), rest.strip("\n")
    return "", text.rstrip("\n")
