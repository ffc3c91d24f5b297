"""Closed classes: particles, prepositions, pronouns, conjunctions, numerals; and their clitics."""

from __future__ import annotations

from khabar.lexicon import load_rows
from khabar.text import fold
from khabar.words.splitting import Split

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كما", "ي", "ني")
#: What pronouns are attached to, as it is written before one, and what follows it.
_BEFORE_PRONOUN = (
    *("ل", "ب", "في", "من", "عن", "الي", "علي", "مع", "لدي", "بين", "منذ", "عند", "بعد", "قبل"),
    *("حول", "خلال", "ضد", "تجاه", "نحو", "دون", "بدون", "عبر", "امام", "خلف", "فوق", "تحت"),
    *("ضمن", "وراء", "وسط", "مثل", "حسب", "كل", "بعض", "جميع", "معظم", "كلي", "غير", "احد"),
    *("ان", "لان", "لكن", "كان", "بان", "ليت", "لعل", "نفس", "ذات", "احدي", "اغلب", "وحد"),
)


class Closed:
    """The closed classes, folded."""

    def __init__(self) -> None:
        rows = load_rows("words_closed")
        #: Part of speech of words that are nothing else, and of those that are usually this.
        self.sure = {fold(w): pos for w, pos, how in rows if how == "sure"}
        self.usual = {fold(w): pos for w, pos, how in rows}
        #: Words whose division is known; None where only the first letter is known to be no clitic.
        self.splits: dict[str, Split | None] = dict(_splits(self.usual))
        for word, how in load_rows("words_clitics"):
            form = fold(word)
            if form not in self.splits:
                self.splits[form] = _known(form, self.splits) if how == "split" else None


def _splits(words: dict[str, str]) -> dict[str, Split]:
    fixed: dict[str, Split] = {w: Split("", w, "") for w in words}
    for base in _BEFORE_PRONOUN:
        for pronoun in _PRONOUNS:
            form = base + pronoun
            if form not in fixed and not (base == "كان" and pronoun != "ه"):
                fixed[form] = Split("", form, pronoun)
    for form, division in (
        ("بان", Split("ب", "ان", "")),
        ("لان", Split("ل", "ان", "")),
        ("كان", Split("", "كان", "")),
        ("كانت", Split("", "كانت", "")),
        ("بما", Split("ب", "ما", "")),
        ("لما", Split("", "لما", "")),
        ("مما", Split("", "مما", "")),
        ("لكي", Split("ل", "كي", "")),
        ("كذلك", Split("", "كذلك", "")),
        ("لذلك", Split("ل", "ذلك", "")),
        ("بذلك", Split("ب", "ذلك", "")),
        ("لهذا", Split("ل", "هذا", "")),
        ("فان", Split("ف", "ان", "")),
        ("وان", Split("و", "ان", "")),
        ("وقد", Split("و", "قد", "")),
        ("فقد", Split("ف", "قد", "")),
        ("ولكن", Split("و", "لكن", "")),
        ("وغيرها", Split("و", "غيرها", "ها")),
        ("بدون", Split("ب", "دون", "")),
        ("بحيث", Split("ب", "حيث", "")),
    ):
        fixed[form] = division
    return fixed


def _known(form: str, fixed: dict[str, Split | None]) -> Split:
    """The division of a word whose first letter is known to be a clitic."""
    inner = fixed.get(form[1:])
    if inner is not None:
        return Split(form[0] + inner.proclitic, inner.stem, inner.enclitic)
    if form.startswith("لل"):
        return Split("ل", "ال" + form[2:], "")
    stem = form[1:]
    for pronoun in ("ها", "هم", "نا", "ه"):
        if stem.endswith(pronoun) and not stem.startswith("ال") and len(stem) > 4:
            known = pronoun != "ه" or stem.endswith(("ته", "اره"))
            return Split(form[0], stem, pronoun if known else "")
    return Split(form[0], stem, "")
