"""An archive with articles of every level, each with words, a speaker, a source, a region and an address that
stand nowhere else. People, papers and the odd words are invented."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.ingest import IngestOptions
from workspace import Workspace
from workspace.access import terms_of

TODAY = dt.date(2027, 3, 1)
OPENS = dt.date(2027, 6, 12)
COMMON = "Ауыл мектебі күзде ашылды. Оқушылар жаңа кітапханаға қуанды."
#: What must never be read of a closed article: a word of its headline and its text, who speaks, its source,
#: its region and topic, its address, who wrote it, what its record has beside.
HELD = {
    "byrecord": ("Зымғатша", "құлымғалы", "Тәнтәбай Бөрғұлов", "Жасырын өлке", "KZ-62", "13000000"),
    "byarticle": ("Шұбарғыз", "мәлдірғаны", "Ерінбике Сүйғанова", "Бүркеулі үн", "KZ-23", "16000000"),
    "bysource": ("Түнғазы", "сыңғарлақты", "Мықтағұл Шарқанов", "Қоржын жаршысы", "KZ-43", "08000000"),
    "embargo": ("Болғызша", "көлбеғарлы", "Ақпансұлу Тоғызова", "Ертеңгі күн", "KZ-47", "01000000"),
    "unknown": ("Бейғамша", "дүмғалақты", "Сәмбібай Құрғақов", "Белгісіз хабар", "KZ-27", "06000000"),
}
COPIED_BY = "Көшірме жаршысы"
#: Sentences of an article of which only snippets are public: the first is found by its word.
CUT_WORD, CUT_SPEAKER, CUT_SOURCE = "айшұғылалы", "Бектұрсын Жарғақов", "Үзінді газеті"
CUT_SENTENCES = tuple(
    f"{word} жайында {place} тұрғындары үлкен кеңес өткізіп, келесі жылға жоспар құрды."
    for word, place in (
        ("Бірінғатша", "Қарасу"),
        ("Екінғатша", "Сарыбел"),
        ("Үшінғатша", "Ақтам"),
        ("Төртінғатша", "Көкжота"),
        ("Бесінғатша", "Жалтыр"),
        ("Алтынғатша", "Мойнақ"),
        ("Жетінғатша", "Тораңғы"),
    )
)
CUT_QUOTE = (
    "Біз бұл істі ұзақ ойландық, бәріміз бір шешімге келдік, енді жол салынады, көпір жөнделеді, "
    "дүкен салынады, дәрігер келеді, балалар үйде оқиды, қарттар тыныш отырады, соңғы сөз осы: қиянғатша"
)


def held_record(name: str) -> dict[str, Any]:
    title, word, speaker, source, region, topic = HELD[name]
    return {
        "url": f"https://{name}.example/zhabyq",
        "title": f"{title} ашылды",
        "text": f"{COMMON} {word} туралы айтылды.\n\n"
        f"«{title} бізге керек, {word} де керек», – деді {speaker}.\n\n"
        f"Өткен жылы {speaker} ауылға келген еді.",
        "date": "2021-07-0" + str(1 + list(HELD).index(name)),
        "source": source, "region": region, "topic": topic, "speaker": speaker, "author": f"{speaker} жазған",
        "lead": f"қосымша {word}", "lang": "kk",
    }  # fmt: skip


def open_records() -> list[dict[str, Any]]:
    return [
        {"url": f"https://ashyq.example/{number}", "title": f"Мектеп туралы {number}-хабар",
         "date": f"2022-0{number}-05",
         "text": f"{COMMON} Бұл {number}-мақала.\n\n«Мектеп {number} рет жөнделді», – деді Айгүл Сәрсенова.",
         "source": "Дала" if number % 2 else "Қала", "region": "KZ-33", "lang": "kk"}
        for number in range(1, 6)
    ]  # fmt: skip


def copy_record() -> dict[str, Any]:
    """The very text of an open article, in a paper that is closed."""
    return {**open_records()[0], "url": "https://koshirme.example/1", "source": COPIED_BY, "access": "closed"}


def cut_record() -> dict[str, Any]:
    return {
        "url": "https://uzindi.example/1", "title": "Кеңес өтті", "date": "2022-09-01", "source": CUT_SOURCE,
        "text": f"Ауылда {CUT_WORD} күн болды.\n\n" + "\n\n".join(CUT_SENTENCES)
        + f"\n\n«{CUT_QUOTE}», – деді {CUT_SPEAKER}.",
        "region": "KZ-33", "lang": "kk", "access": "snippets", "lead": "Төртінғатша қысқаша",
    }  # fmt: skip


def _before() -> dict[str, Any]:
    """What the cut article said at first."""
    return {**cut_record(), "text": "Ескі мәтін: нұсқағатша."}


def ingest(workspace: Workspace, folder: Path, name: str, records: list[dict[str, Any]]) -> None:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records), encoding="utf-8")
    workspace.ingest([str(path)], IngestOptions())


def ids(workspace: Workspace) -> dict[str, str]:
    """Ids by the host of the address: ``byrecord`` …, ``uzindi``; of open ones ``ashyq1`` …"""
    found = {}
    for article in workspace.store.articles():
        host, _, rest = str(article.url).removeprefix("https://").partition(".example/")
        found[host + (rest if host == "ashyq" else "")] = article.id
    return found


@contextmanager
def everything(folder: Path, engine: str) -> Iterator[Workspace]:
    """Articles of every level; one was public before it was closed, and one has an earlier version."""
    folder.mkdir(parents=True, exist_ok=True)
    with Workspace.open(folder / "all", engine, create=True) as workspace:
        workspace.access.source(HELD["bysource"][3], terms_of("closed"), "Гүлнар", reason="иесі сұрады")
        ingest(workspace, folder, "ashyq", [_before(), *open_records()])
        by_record = {**held_record("byrecord"), "access": "closed"}
        embargo = {**held_record("embargo"), "embargo": OPENS.isoformat()}
        unknown = {**held_record("unknown"), "access": "тек бастықтарға"}
        held = [by_record, embargo, unknown, held_record("bysource"), held_record("byarticle"), copy_record()]
        ingest(workspace, folder, "ashyq", [cut_record(), *open_records()])
        article = folder / "zhasyryn.jsonl"
        article.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in held), encoding="utf-8"
        )
        workspace.ingest([str(article)], IngestOptions(), sync=False)
        workspace.access.articles([ids(workspace)["byarticle"]], terms_of("closed"), "Гүлнар")
        workspace.sync()
        yield workspace


@contextmanager
def without_held(folder: Path, engine: str) -> Iterator[Workspace]:
    """The same archive, as if the closed articles had never been."""
    folder.mkdir(parents=True, exist_ok=True)
    with Workspace.open(folder / "few", engine, create=True) as workspace:
        ingest(workspace, folder, "ashyq", [_before(), *open_records()])
        ingest(workspace, folder, "ashyq", [cut_record(), *open_records()])
        yield workspace
