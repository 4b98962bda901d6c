"""Citations of an article: RIS, BibTeX and CSL-JSON. What is unknown is left out, never filled in."""

from __future__ import annotations

import re
from typing import Any

from archive.model import Article

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def ris(article: Article) -> str:
    """One record of type NEWS; the date as ``YYYY/MM/DD/`` with what is known of it."""
    date = article.date
    lines = [("TY", "NEWS"), ("ID", article.id), ("TI", article.title), ("T2", article.source)]
    if article.author:
        lines.append(("AU", article.author))
    if date:
        month, day = (f"{n:02d}" if n else "" for n in (date.month, date.day))
        lines += [("PY", f"{date.year:04d}"), ("DA", f"{date.year:04d}/{month}/{day}/")]
    lines += [("UR", article.url)] if article.url else []
    lines.append(("LA", article.lang))
    lines += [("N1", article.rights)] if article.rights else []
    body = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)
    return body + "ER  - \r\n\r\n"


def bibtex(article: Article) -> str:
    """One ``@article`` entry; the newspaper is its journal."""
    date = article.date
    fields = [("title", f"{{{_latex(article.title)}}}"), ("journal", _latex(article.source))]
    if article.author:
        fields.append(("author", f"{{{_latex(article.author)}}}"))
    if date:
        fields.append(("year", f"{date.year:04d}"))
        fields += [("month", _MONTHS[date.month - 1])] if date.month else []
        fields += [("day", str(date.day))] if date.day else []
    fields += [("url", article.url.replace("{", "%7B").replace("}", "%7D"))] if article.url else []
    fields += [("copyright", _latex(article.rights))] if article.rights else []
    fields.append(("langid", {"kk": "kazakh", "ru": "russian"}.get(article.lang, article.lang)))
    lines = "".join(
        f"  {name} = {value if name == 'month' else '{' + value + '}'},\n" for name, value in fields
    )
    return f"@article{{{article.id},\n{lines}}}\n\n"


def csl(article: Article) -> dict[str, Any]:
    """One item of type ``article-newspaper`` (CSL-JSON 1.0)."""
    date = article.date
    item: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.source,
        "language": article.lang,
    }
    if article.author:
        item["author"] = [{"literal": article.author}]
    if date:
        item["issued"] = {"date-parts": [[n for n in (date.year, date.month, date.day) if n]]}
    if article.url:
        item["URL"] = article.url
    if article.rights:
        item["note"] = article.rights
    return item


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in _one_line(text))
