"""The table of strings: a key, and its sentence in each language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LANGS = ("kk", "ru", "en")


@cache
def _table() -> dict[str, dict[str, str]]:
    rows = files("messages").joinpath("strings.tsv").read_text(encoding="utf-8").splitlines()
    header = rows[0].split("\t")[1:]
    return {
        key: dict(zip(header, cells, strict=True))
        for key, *cells in (row.split("\t") for row in rows[1:] if row)
    }


def has(key: str) -> bool:
    return key in _table()


def text(key: str, lang: str, **params: object) -> str:
    """The sentence of a key; KeyError for a key nobody wrote, English for a language nobody wrote it in.

    >>> text("date.unknown", "kk")
    'күні белгісіз'
    """
    row = _table()[key]
    sentence = row.get(lang) or row["en"]
    return sentence.format(**params) if params else sentence


def choose_language(explicit: str | None, env: str | None, locale: str | None, default: str) -> str:
    """The first that names one of our languages: what was asked for, the environment, the locale.

    >>> choose_language(None, None, "kk_KZ.UTF-8", "en"), choose_language(None, None, "C.UTF-8", "en")
    ('kk', 'en')
    """
    for wanted in (explicit, env, locale):
        code = (wanted or "").replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGS:
            return code
    return default
