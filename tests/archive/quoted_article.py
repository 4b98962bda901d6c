"""An article of our own with two quotations, annotated by hand; people and paper are invented."""

from __future__ import annotations

from archive.model import (
    Annotations,
    Article,
    Mention,
    PartialDate,
    Provenance,
    Quotation,
    RegionTag,
    Source,
    Speaker,
    TopicTag,
)

BODY = (
    "Көктөбе ауылында жаңа мектеп ашылды. «Балалар енді жылы сыныпта оқиды», – деді директор Гүлнар Омарова. "
    "Ата-аналар да риза. «Бұл күнді көп күттік», – дейді ол."
)
GULNAR = Speaker("gulnar-omarova", "Гүлнар Омарова")
MARAT = Speaker("marat-saparov", "Марат Сапаров")
FIRST, SECOND = "Балалар енді жылы сыныпта оқиды", "Бұл күнді көп күттік"


def article(body: str = BODY, id: str = "aaaaaaaaaaaaaa", **more: object) -> Article:
    raw = body.encode()
    provenance = Provenance(
        "a.jsonl", 1, 1, 0, _digest(raw), "jsonl", "utf-8", "2026-11-23T00:00:00Z", "test"
    )
    fields: dict[str, object] = {
        "id": id,
        "source": "Ауыл таңы",
        "source_id": "7",
        "url": f"https://auyl.example/{id}",
        "title": "Жаңа мектеп",
        "body": body,
        "lang": "kk",
        "provenance": provenance,
        "date": PartialDate(2023, 9, 1),
        "date_origin": "metadata",
        "regions": (RegionTag("KZ-33"),),
    }
    return Article(**(fields | more))  # type: ignore[arg-type]


def _digest(raw: bytes) -> str:
    from archive.fixity import sha256

    return sha256(raw)


def quotation(of: Article, words: str, speaker: Speaker | None, evidence: str = "named") -> Quotation:
    """The quotation whose content are these words of the body."""
    start = of.body.index(words)
    return Quotation(
        id=f"{of.id}-{start}",
        article_id=of.id,
        content=(words,),
        spans=((start, start + len(words)),),
        kind="direct",
        cue="деді",
        source=Source("ол", None),
        speaker=speaker,
        confidence=0.8,
        rule="marks_then_cue",
        evidence=evidence,
    )


def annotations(of: Article, version: str = "1", second: Speaker = GULNAR) -> Annotations:
    """Both quotations said by Гүлнар Омарова, who is named once; or the second by somebody else."""
    quotes = (quotation(of, FIRST, GULNAR), quotation(of, SECOND, second, "pronoun"))
    start = of.body.index("Гүлнар Омарова")
    people = tuple(dict.fromkeys((GULNAR, second)))
    return Annotations(
        version=version,
        quotations=quotes,
        mentions=(Mention("person", GULNAR.id, start, start + 14, "full_name"),),
        regions=(RegionTag("KZ-75", False, "text"),),
        topics=(TopicTag("05000000", 0.9, "text"),),
        speakers=people,
        people=people,
    )
