"""Tables of the store. ``originals``, ``articles`` and ``corrections`` are the truth; ``annotations`` and who
speaks where can be recomputed from them."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA_VERSION = 4
metadata = MetaData()

#: One row per fact about the store itself: ``schema_version``.
meta = Table(
    "meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)

#: Original bytes under their SHA-256; ``data`` is zlib of them, ``size`` their length in bytes.
originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

#: Columns that are counted or filtered stand alone; the rest of an article is JSON.
articles = Table(
    "articles",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("source", Text, nullable=False),
    Column("source_id", Text),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("date", String(10)),
    Column("date_origin", String(10)),
    Column("lang", String(8), nullable=False),
    Column("author", Text),
    Column("section", Text),
    Column("rights", Text),
    Column("tags", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("sha256", String(64), ForeignKey("originals.sha256"), nullable=False),
    Column("path", Text, nullable=False),
    Column("record", Integer, nullable=False),
    Column("provenance", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", String(16), nullable=False),
    Column("quotations", Integer, nullable=False, server_default="0"),
    Column("access", Text),
)
Index("articles_sha256", articles.c.sha256)
Index("articles_source", articles.c.source)
#: What is asked of every article: read from here, not past the texts.
Index("articles_revision", articles.c.id, articles.c.revision, articles.c.quotations, articles.c.source)

#: What was extracted, by which extractor version.
extracted = Table(
    "annotations",
    metadata,
    Column("article_id", String(20), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("found", Text, nullable=False),
)

#: Every original an article ever had, in the order it had them.
versions = Table(
    "versions",
    metadata,
    Column("article_id", String(20), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("originals.sha256"), nullable=False),
    Column("provenance", Text, nullable=False),
)

#: Who speaks or is named in an article; ``forms`` is JSON, the words that name them in the text → how often.
article_people = Table(
    "article_people",
    metadata,
    Column("article_id", String(20), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("quotations", Integer, nullable=False),
    Column("forms", Text, nullable=False),
)
Index("article_people_person", article_people.c.person_id)

#: Sums of ``article_people`` by person, under the name most articles use.
people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("articles", Integer, nullable=False),
    Column("quotations", Integer, nullable=False),
)

#: What people corrected, never deleted: an undone one says by whom. They outlive their article's row.
#: ``seal`` is the SHA-256 of the other columns (NULL in rows of before it was kept).
corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String(20), nullable=False),
    Column("target", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", String(32)),
    Column("seal", String(64)),
)
Index("corrections_article", corrections.c.article_id)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", String(32), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("software", Text, nullable=False),
    Column("paths", Text, nullable=False),
    Column("counts", Text, nullable=False),
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("path", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("params", Text, nullable=False),
)

#: Copies of the archive that were made: ``kind`` is backup or bag, ``path`` where it was written then,
#: ``sha256`` that of the file (of a bag: of its ``tagmanifest-sha256.txt``). Nothing says it is still there.
backups = Table(
    "backups",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("path", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("articles", Integer, nullable=False),
    Column("query", Text),
)

#: Records that were taken in (see ``archive.store.taken``): what became of them, no word of their text.
taken = Table(
    "taken",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("article_id", String(20), nullable=False),
    Column("state", String(16), nullable=False),
    Column("duplicate", Integer, nullable=False),
)
Index("taken_article", taken.c.article_id)


def _in_order_of_code_points() -> None:
    """A database server sorts texts by the letters of its own language; the archive by their numbers."""
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, String):
                plain = type(column.type)(column.type.length, collation="C")
                column.type = column.type.with_variant(plain, "postgresql")


_in_order_of_code_points()
