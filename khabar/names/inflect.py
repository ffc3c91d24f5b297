"""Forms of nouns that name people: generated, so that nobody lists them. All input is folded."""

from __future__ import annotations

import msgspec


class Inflected(msgspec.Struct, frozen=True):
    """One form with what it shows: gender m/f, number s/d/p."""

    form: str
    gender: str
    number: str


# Endings of a nisba ( …ي) by gender and number.
_NISBA = (
    ("ي", "m", "s"),
    ("يا", "m", "s"),
    ("يه", "f", "s"),
    ("يون", "m", "p"),
    ("يين", "m", "p"),
    ("يي", "m", "p"),
    ("يات", "f", "p"),
    ("يان", "m", "d"),
    ("يتان", "f", "d"),
    ("يتين", "f", "d"),
)


def nisba_forms(base: str) -> list[Inflected]:
    """All forms of a demonym given as masculine singular, without the article.

    Of two words (``كوري جنوبي``) both are inflected. ``يين`` is both dual and plural: plural here.
    """
    words = base.split()
    if not all(word.endswith("ي") for word in words):
        return [Inflected(base, "m", "s")]
    forms = []
    for ending, gender, number in _NISBA:
        form = " ".join(word[:-1] + ending for word in words)
        forms.append(Inflected(form, gender, number))
    return forms


def role_forms(masculine: str, feminine: str, plural: str, plural_f: str) -> list[Inflected]:
    """Forms of a role noun: the listed ones, the accusative, the duals, the construct plural."""
    forms: list[Inflected] = []
    if masculine:
        base = masculine
        forms.append(Inflected(base, "m", "s"))
        if " " not in base:
            forms.append(Inflected(base + "ا", "m", "s"))
            forms += [Inflected(base + e, "m", "d") for e in ("ان", "ين")]
    if feminine:
        base = feminine
        forms.append(Inflected(base, "f", "s"))
        if " " not in base and base.endswith("ه"):
            forms += [Inflected(base[:-1] + e, "f", "d") for e in ("تان", "تين")]
    for listed in filter(None, plural.split("|")):
        base = listed
        forms.append(Inflected(base, "m", "p"))
        first, *rest = base.split()
        if first.endswith(("ون", "ين")) and len(first) > 4:
            forms.append(Inflected(" ".join([first[:-1], *rest]), "m", "p"))
    forms += [Inflected(p, "f", "p") for p in plural_f.split("|") if p]
    return forms


def definite(form: str) -> str:
    """The form with the article on every word that takes it; a construct keeps its first bare."""
    words = form.split()
    if len(words) == 1:
        return form if form.startswith("ال") else "ال" + form
    if any(word.startswith("ال") for word in words) or words[-1] in ("باسم", "به", "بها", "بهم"):
        return " ".join("ال" + w if i == 0 else w for i, w in enumerate(words))
    return " ".join("ال" + word for word in words)
