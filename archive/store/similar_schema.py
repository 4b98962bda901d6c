"""Tables of what is nearly the same. All are derived: emptied, they are filled again from the articles.

A *text* here is what articles of equal words share, so that a hundred equal reprints cost one signature.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table

from archive.store.schema import articles, metadata

#: Which text an article has; ``state`` is that of its row when it was read.
similar_articles = Table(
    "similar_articles",
    metadata,
    Column("article_id", String(20), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("text", Integer, nullable=False),
)
Index("similar_articles_text", similar_articles.c.text)
#: What is due is found without reading a body.
Index("articles_state", articles.c.id, articles.c.state)

#: Signatures; ``bands`` are the keys, 8 bytes each, ``size`` groups of words.
similar_texts = Table(
    "similar_texts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("digest", String(32), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("bands", LargeBinary, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
)

#: Which texts have a key.
similar_bands = Table(
    "similar_bands",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Keys that too many texts have: they tell nothing (forms filled in day by day).
similar_crowded = Table(
    "similar_crowded", metadata, Column("key", BigInteger, primary_key=True, autoincrement=False)
)

#: Texts that were read and are alike, ``one`` < ``other``.
similar_pairs = Table(
    "similar_pairs",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("jaccard", Float, nullable=False),
    Column("containment", Float, nullable=False),
    Column("relation", String(8), nullable=False),
)
Index("similar_pairs_other", similar_pairs.c.other)

#: The group of a text that has pairs: the text at its head.
similar_groups = Table(
    "similar_groups",
    metadata,
    Column("text", Integer, primary_key=True, autoincrement=False),
    Column("head", Integer, nullable=False),
)
Index("similar_groups_head", similar_groups.c.head)
