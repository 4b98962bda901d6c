"""JSON Schemas of the answers (2020-12, as OpenAPI 3.1 uses them)."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
STRING: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def maybe(kind: str) -> Schema:
    return {"type": [kind, "null"]}


def listed(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def record(**fields: Schema) -> Schema:
    """An object that has all of these fields, and may have more."""
    return {"type": "object", "properties": fields, "required": list(fields)}


SPAN: Schema = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
REPAIR = record(typed=STRING, read_as=STRING, kind=STRING)
QUERY = record(raw=STRING, parsed=STRING, repairs=listed(REPAIR))
PERSON = record(id=STRING, name=STRING)
FACETS: Schema = {
    "type": "object",
    "additionalProperties": listed(record(value=STRING, label=STRING, count=COUNT)),
}
REGION = record(code=STRING, main={"type": "boolean"}, by=STRING)
TOPIC = record(code=STRING, score={"type": "number"}, by=STRING)
NAMED: Schema = {"anyOf": [PERSON, {"type": "null"}]}
QUOTATION = record(
    id=STRING,
    article_id=STRING,
    content=listed(STRING),
    spans=listed(SPAN),
    kind={"type": "string", "enum": ["direct", "indirect", "mixed"]},
    cue=maybe("string"),
    source={"anyOf": [record(text=STRING, span={"anyOf": [SPAN, {"type": "null"}]}), {"type": "null"}]},
    speaker=NAMED,
    confidence={"type": "number", "minimum": 0, "maximum": 1},
    rule=STRING,
)
QUOTED: Schema = {
    "allOf": [QUOTATION, record(source_id=maybe("string"), title=STRING, date=maybe("string"), outlet=STRING)]
}
HIT = record(
    id=STRING,
    source_id=maybe("string"),
    title=STRING,
    date=maybe("string"),
    source=STRING,
    score={"type": "number"},
    regions=listed(STRING),
    speakers=listed(PERSON),
    topics=listed(STRING),
    snippets=listed(record(text=STRING, marks=listed(SPAN))),
)
#: What is told of an article that is not open: its level, and until when.
LEVEL: Schema = {"type": "string", "enum": ["snippets", "closed"]}
HIT["properties"]["access"] = LEVEL
LINE = record(article_id=STRING, date=maybe("string"), before=STRING, match=STRING, after=STRING, span=SPAN)
POINT = record(period=STRING, hits=COUNT, articles=COUNT, per_1000=maybe("number"))
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
COLLOCATE = record(word=STRING, near=COUNT, all=COUNT, log_dice=NUMBER, function_word=FLAG, query=STRING)
KEYWORD = record(
    word=STRING,
    count=COUNT,
    count_against=COUNT,
    per_million=NUMBER,
    per_million_against=NUMBER,
    log_likelihood=NUMBER,
    log_ratio=NUMBER,
    function_word=FLAG,
)

SCHEMAS: dict[str, Schema] = {
    "Search": record(query=QUERY, total=COUNT, items=listed(HIT), facets=FACETS, next=maybe("string")),
    "Article": record(
        id=STRING,
        source=STRING,
        source_id=maybe("string"),
        url=maybe("string"),
        title=STRING,
        date=maybe("string"),
        date_precision=maybe("string"),
        date_origin=maybe("string"),
        lang=STRING,
        body=STRING,
        regions=listed(REGION),
        topics=listed(TOPIC),
        speakers=listed(PERSON),
        quotes=listed(QUOTATION),
        provenance={"type": "object"},
    ),
    "Quotes": record(query=QUERY, total=COUNT, items=listed(QUOTED), facets=FACETS, next=maybe("string")),
    "Facets": record(query=QUERY, total=COUNT, facets=FACETS),
    "Kwic": record(query=QUERY, total=COUNT, items=listed(LINE), next=maybe("string")),
    "Collocations": record(
        query=QUERY,
        total=COUNT,
        hidden=COUNT,
        matches=COUNT,
        read=COUNT,
        articles=COUNT,
        items=listed(COLLOCATE),
        next=maybe("string"),
    ),
    "Keyness": record(
        query=QUERY,
        against=listed(STRING),
        sets=listed(record(articles=COUNT, read=COUNT, words=COUNT)),
        total=COUNT,
        hidden=COUNT,
        items=listed(KEYWORD),
    ),
    "Trend": record(by=STRING, series=listed(record(query=STRING, points=listed(POINT), undated=COUNT))),
    "People": record(
        total=COUNT,
        items=listed(record(id=STRING, name=STRING, kind=STRING, articles=COUNT, quotations=COUNT)),
        next=maybe("string"),
    ),
    "Suggestions": record(items=listed(record(value=STRING, count=COUNT))),
    "Problem": record(type=STRING, title=STRING, status=COUNT, detail=STRING, code=STRING),
}
SCHEMAS["Article"]["properties"]["access"] = {
    "type": "object",
    "properties": {"level": {"type": "string"}, "until": maybe("string")},
    "required": ["level", "until"],
}
