"""Column names of a record under the field names of the archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

FIELDS = (
    "source_id", "title", "body", "date", "url", "source", "author",
    "lang", "region", "speaker", "topic", "section", "rights", "access", "embargo",
)  # fmt: skip
#: Names seen in real exports; the first of several that a record has wins, the rest go to ``extra``.
ALIASES = {
    "id": "source_id", "source_id": "source_id", "title": "title", "headline": "title", "text": "body",
    "body": "body", "content": "body", "date": "date", "published": "date", "url": "url", "link": "url",
    "source": "source", "author": "author", "lang": "lang", "language": "lang", "region": "region",
    "regions": "region", "speaker": "speaker", "speakers": "speaker", "topic": "topic", "topics": "topic",
    "category": "section", "section": "section", "rights": "rights",
    "access": "access", "accessrights": "access", "access_rights": "access", "embargo": "embargo",
    "until": "embargo", "embargo_until": "embargo", "embargo_date": "embargo",
}  # fmt: skip
#: Fields that can hold several values: a JSON list, or a string with ``;`` between them.
SEVERAL = frozenset({"region", "speaker", "topic"})
Fields = dict[str, "str | tuple[str, ...]"]


def fold_fields(
    columns: Mapping[str, object],
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
) -> tuple[Fields, dict[str, str]]:
    """Recognised fields and the rest. ``mapping`` (field → column) goes before the known names.

    >>> fold_fields({"Headline": "Қар жауды", "text": "Түнде.", "Views": 7}, {}, {"lang": "kk"})
    ({'title': 'Қар жауды', 'body': 'Түнде.', 'lang': 'kk'}, {'Views': '7'})
    >>> fold_fields({"тақырып": "Күз", "Region": "Абай; ШҚО"}, {"title": "тақырып"}, {})[0]
    {'title': 'Күз', 'region': ('Абай', 'ШҚО')}
    """
    wanted = {column.casefold(): name for name, column in mapping.items()}
    fields: Fields = {}
    extra: dict[str, str] = {}
    columns = {**columns, **_inside(columns, mapping.values())}
    keys = {column: as_text(str(column)).strip().lstrip("\ufeff") for column in columns}
    # A field's own name goes before its other names, a mapped column before both.
    taken = set(mapping) | ({key.casefold() for key in keys.values()} & set(FIELDS))
    for column, value in columns.items():
        key = keys[column]
        low = key.casefold()
        name = wanted.get(low)
        if name is None and ((known := ALIASES.get(low)) == low or known not in taken):
            name = known if known not in mapping else None
        _place(fields, extra, name, key, value)
    for name, value in defaults.items():
        if not fields.get(name):
            _place(fields, extra, name if name in FIELDS else None, name, value)
    return fields, extra


def _inside(columns: Mapping[str, object], wanted: Iterable[str]) -> dict[str, object]:
    """Values inside values that a mapping names with dots (``title.rendered``)."""
    found: dict[str, object] = {}
    for name in wanted:
        value: object = columns if "." in name and name not in columns else None
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            found[name] = value
    return found


def _place(fields: Fields, extra: dict[str, str], name: str | None, key: str, value: object) -> None:
    if value is None or value == "":
        return
    if name is None or fields.get(name):
        extra[key] = as_text(value)
    elif name in SEVERAL:
        if values := several(value):
            fields[name] = values
    elif text := as_text(value, "\n" if name == "body" else "; ").strip("\ufeff"):
        fields[name] = text


def several(value: object) -> tuple[str, ...]:
    """Values of a field that can have several, in order, without repeats.

    >>> several('["Астана", "Шымкент"]'), several("Астана; Шымкент;")
    (('Астана', 'Шымкент'), ('Астана', 'Шымкент'))
    """
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            value = str(value)
    items = value if isinstance(value, list | tuple) else as_text(value).split(";")
    texts = (_name_of(item).strip() for item in items)
    return tuple(dict.fromkeys(text for text in texts if text))


def as_text(value: object, between: str = "; ") -> str:
    """Any JSON value as text; the parts of a list joined."""
    if isinstance(value, str):
        # Half of a surrogate pair (a cut JSON escape) is no character, and no file or database takes it.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    if isinstance(value, list | tuple):
        return between.join(as_text(item, between) for item in value)
    if isinstance(value, bool | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else str(value)


def _name_of(item: object) -> str:
    """An item of a list may itself be an object, as in our own export: its code or name counts."""
    if isinstance(item, dict):
        for key in ("code", "name", "id"):
            if item.get(key):
                return str(item[key])
    return as_text(item)
