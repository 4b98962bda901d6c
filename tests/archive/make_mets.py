"""Writes the issue of an invented newspaper, tests/specimens/mets: four pages of ALTO, one of them
missing, and issues that are broken in other ways: ``python -m tests.archive.make_mets``."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "specimens" / "mets"
ALTO = "http://www.loc.gov/standards/alto/ns-v3#"


def string(word: str, sure: float | None = 0.9) -> str:
    told = f' WC="{sure}"' if sure is not None else ""
    return f'<String CONTENT="{word}"{told}/>'


def halves(first: str, second: str, sure: float = 0.5) -> tuple[str, str]:
    """A word broken at the end of a line, put together by the file."""
    whole = first + second
    return (
        f'<String CONTENT="{first}" SUBS_TYPE="HypPart1" SUBS_CONTENT="{whole}" WC="{sure}"/>'
        '<HYP CONTENT="-"/>',
        f'<String CONTENT="{second}" SUBS_TYPE="HypPart2" SUBS_CONTENT="{whole}" WC="{sure}"/>',
    )


def block(id: str, *lines: str) -> str:
    inside = "".join(f"<TextLine>{line}</TextLine>" for line in lines)
    return f'<TextBlock ID="{id}">{inside}</TextBlock>\n'


def words(text: str, sure: float | None = 0.9) -> str:
    return "".join(string(word, sure) for word in text.split())


def page(*blocks: str, sure: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="{ALTO}"><Layout>'
        f'<Page ID="P"{sure}><PrintSpace>\n'
        f"{''.join(blocks)}</PrintSpace></Page></Layout></alto>\n"
    )


def pages() -> dict[str, str]:
    one, two = halves("жина", "лып")
    return {
        "alto/0001.xml": page(
            block("M", words("Ауыл таңы")),
            block("H1", words("Егін орағы басталды")),
            block("B1", words("Диқандар егін") + one, two + words("жатыр.")),
            block("H2", words("Мектеп салынды")),
            block("B2", words("Ауылда жаңа мек") + '<HYP CONTENT="-"/>'),
        ),
        "alto/0002.xml": page(
            block("B2b", words("теп ашылды.")),
            block("B1b", words("Қоймалар астыққа толды.", 0.6)),
            block("N", words("2")),
            block("A1", words("Сиыр сатылады.", None)),
            sure=' PC="0.8"',
        ),
        "alto/0004.xml": page(
            block("L", words("Бұл бетті ешбір мақала өзіне алмаған, бірақ мәтіні бар.")),
        ),
    }


def div(kind: str, inside: str, **more: str) -> str:
    told = "".join(f' {name}="{value}"' for name, value in more.items())
    return f'<div TYPE="{kind}"{told}>{inside}</div>\n'


def area(file: int, block: str) -> str:
    return f'<fptr><area FILEID="ALTO{file}" BEGIN="{block}" BETYPE="IDREF"/></fptr>'


def described(id: str, inside: str) -> str:
    return (
        f'<dmdSec ID="{id}"><mdWrap MDTYPE="MODS"><xmlData><mods:mods>{inside}</mods:mods></xmlData></mdWrap>'
        "</dmdSec>\n"
    )


def mets(files: dict[int, str], structure: str) -> str:
    listed = "".join(
        f'<file ID="ALTO{number}"><FLocat LOCTYPE="URL" xlink:href="{name}"/></file>\n'
        for number, name in files.items()
    )
    title = "<mods:titleInfo><mods:title>Ауыл таңы</mods:title></mods:titleInfo>"
    issue = (
        '<mods:originInfo><mods:dateIssued encoding="iso8601">1935-06-12</mods:dateIssued></mods:originInfo>'
        '<mods:part><mods:detail type="issue"><mods:number>47</mods:number></mods:detail></mods:part>'
        '<mods:language><mods:languageTerm type="code">kaz</mods:languageTerm></mods:language>'
    )
    named = "<mods:titleInfo><mods:title>Егін орағы</mods:title></mods:titleInfo>"
    author = "<mods:name><mods:namePart>Б. Диқанов</mods:namePart></mods:name>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mets xmlns="http://www.loc.gov/METS/" OBJID="auyl-tany-1935-06-12"\n'
        ' xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f"{described('PAPER', title)}{described('ISSUE', issue)}{described('ART1', named + author)}"
        f"<fileSec><fileGrp>\n{listed}</fileGrp></fileSec>\n"
        f'<structMap TYPE="LOGICAL">\n{structure}</structMap></mets>\n'
    )


FILES = {number: f"file://./alto/000{number}.xml" for number in (1, 2, 3, 4)}


def articles() -> str:
    first = div("HEADING", div("TITLE", area(1, "H1"))) + div("BODY", area(1, "B1") + area(2, "B1b"))
    second = div("HEADING", area(1, "H2")) + div("BODY", area(1, "B2") + area(2, "B2b"))
    third = div("BODY", area(3, "B9"))
    inside = (
        div("TITLE_SECTION", area(1, "M"))
        + div("SECTION", div("ARTICLE", first, ID="A-1", DMDID="ART1"), LABEL="Шаруашылық")
        + div("ARTICLE", second, ID="A-2")
        + div("ARTICLE", third, ID="A-3", LABEL="Жоғалған бет")
        + div("ADVERTISEMENT", area(2, "A1"), ID="AD-1")
        + div("PAGE_NUMBER", area(2, "N"))
    )
    return div("NEWSPAPER", div("ISSUE", div("CONTENT", inside), DMDID="ISSUE"), DMDID="PAPER")


def specimens() -> dict[str, str]:
    whole = mets(FILES, articles())
    climbing = {1: "file://../../../../etc/passwd", 2: "http://example.kz/2.xml", 3: "/etc/passwd"}
    return {
        **{f"issue/{name}": data for name, data in pages().items()},
        "issue/1935-06-12_mets.xml": whole,
        "broken/mets.xml": whole[:-40],
        "broken/alto/0001.xml": pages()["alto/0001.xml"],
        "climbing/mets.xml": mets(climbing, articles()),
        "bomb/mets.xml": whole.replace("<mets ", '<!DOCTYPE mets [<!ENTITY a "аа">]>\n<mets ', 1),
        "no_pages/mets.xml": mets({}, ""),
        "wrong_page/mets.xml": mets({1: "alto/1.xml"}, articles()),
        "wrong_page/alto/1.xml": "<rss><channel/></rss>\n",
    }


if __name__ == "__main__":
    for name, data in specimens().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8")
