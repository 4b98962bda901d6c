"""Tables of who may read what: decisions, which are the truth, and what follows from them and the records."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from archive.store.schema import metadata

#: What a librarian decided for one article or (``article_id`` NULL) a whole source, never deleted: an undone
#: one says by whom. ``terms`` is a code of ``archive.access``; ``rights`` what may be done, in words.
access_decisions = Table(
    "access_decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String(20)),
    Column("source", Text),
    Column("terms", Text, nullable=False),
    Column("rights", Text),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", String(32)),
)
Index("access_decisions_article", access_decisions.c.article_id)
Index("access_decisions_source", access_decisions.c.source)

#: When an article is not open: on every day from ``since`` on (empty: always) and before ``until`` (NULL: for
#: good), both ISO days. Derived; an article that was never held back has no row.
held_back = Table(
    "held_back",
    metadata,
    Column("article_id", String(20), primary_key=True),
    Column("since", String(10), primary_key=True),
    Column("until", String(10)),
    Column("level", String(10), nullable=False),
)
