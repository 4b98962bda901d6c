"""Terms of a word, by kind: what an index may hold and what a query may ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.scoring import is_finite
from kazakh.alphabet import fold_case, normalize, repair_lookalikes
from kazakh.russian import lemma, russian_flags
from kazakh.stem import stem
from kazakh.tokens import tokenize

_DERIVED = re.compile(
    "(?:лық|лік|дық|дік|тық|тік|шылық|шілік|шы|ші|сыз|сіз|лы|лі|ды|ді|ты|ті|кер|гер|лас|лес|дас|дес|тас|тес|"
    "лан|лен|дан|ден|тан|тен|ла|ле|да|де|та|те|ыс|іс|ым|ім|ын|ін|ық|ік|ма|ме|ба|бе|па|пе|қы|кі|ғы|гі|"
    "у|ю|ар|ер|тыр|тір|дыр|дір|ғыз|гіз|қыз|кіз|қар|ғар|гер|кер|малы|мелі|шыл|шіл|лай|лей|дай|дей|тай|тей|и)$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case and its terms by kind; a kind may have none or several terms."""

    form: str
    lemma: str
    terms: dict[str, tuple[str, ...]]
    finite: bool = False


def words_of(text: str) -> list[Word]:
    """Words of a text with their terms.

    >>> words_of("Қылмыскерлерді")[0].terms["lemma"]
    ('қылмыскер',)
    """
    tokens = [token.text for token in tokenize(repair_lookalikes(normalize(text))[0])]
    return [
        _word(fold_case(token), russian) for token, russian in zip(tokens, russian_flags(tokens), strict=True)
    ]


@cache
def _word(form: str, russian: bool) -> Word:
    main = (lemma(form) if russian else None) or stem(form)
    parts = tuple(stem(part) for part in re.split("[-‐‑]", form) if part) if "-" in form else ()
    pieces = parts if len(parts) > 1 else ()
    terms = {
        "form": (form,),
        "lemma": (main,),
        "part": pieces or (main,),
        "all": tuple(dict.fromkeys((main, *pieces))),
        "root": (root(main),),
    }
    for length in (3, 4, 5, 6, 7):
        terms[f"word{length}"] = (form[:length],)
        terms[f"cut{length}"] = tuple(dict.fromkeys(lemma[:length] for lemma in terms["all"]))
        terms[f"whole{length}"] = (main[:length],)
    for length in (4, 5):
        terms[f"gram{length}"] = tuple(
            {form[at : at + length] for at in range(max(1, len(form) - length + 1))}
        )
    return Word(form, main, terms, not russian and is_finite(form))


@cache
def root(word: str) -> str:
    """A lemma without derivational suffixes, at least four letters of it.

    >>> root("жемқорлық"), root("футболшы")
    ('жемқор', 'футбол')
    """
    while (match := _DERIVED.search(word)) and match.start() >= 4:
        word = word[: match.start()]
    return word
