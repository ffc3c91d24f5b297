"""Inflected forms of Arabic verbs, participles and verbal nouns, as unvowelled text shows them.

A verb is given by two forms of its third person masculine singular, past and present, in ordinary
spelling: ``أوضح`` and ``يوضح``. Spelling decides the class: a last alif or dotless yeh is a
defective verb (``دعا``, ``نفى``), an alif before the last letter a hollow one (``قال``), a written
shadda on the last letter a doubled one (``حثّ``). Whatever vowels alone distinguish stays one form.

All results are folded (:func:`khabar.text.fold`), so they match text in every spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from khabar.text.fold import fold

#: Attached pronouns of the third person, then those of the first and second.
PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم")
NOUN_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم")

_SHADDA = "\u0651"
_LONG = "اويى"


class Shape(NamedTuple):
    """What the form of a word says about it; ``""`` where the form does not show it."""

    #: past | present | participle | noun
    cls: str
    #: "1" or "3"; nouns and participles have none. A second person is written like a third or first.
    person: str = ""
    #: "m", "f" or "".
    gender: str = ""
    #: "s", "d", "p", or "dp" for ``مؤكدين``, which is either.
    number: str = ""
    #: The attached pronoun.
    suffix: str = ""
    #: A form that only the passive has (``قيل``, ``يقال``, ``يوصف``).
    passive: bool = False


Inflected = tuple[str, Shape]


class _Verb(NamedTuple):
    past: str
    present: str
    #: sound | hollow | defective | doubled
    kind: str
    #: A derived stem: four letters or a written shadda inside (``حذّر``).
    derived: bool
    #: Weak last letters as written (``ا ى ي`` of the past, ``و ي ى`` of the present) or "".
    past_end: str
    present_end: str


def verb_forms(past: str, present: str) -> list[Inflected]:
    """All forms of a finite verb, each once for every shape it has."""
    verb = _classify(past, present)
    forms = [*_past(verb), *_present(verb), *_passive(verb)]
    return _unique(forms)


def participle_forms(participle: str) -> list[Inflected]:
    """Genders, numbers and cases of an active participle given in the indefinite (``قائل``, ``داع``).

    A defective one is given without its yeh (``داع``, ``متمن``): :func:`participle_of` marks it.
    """
    weak = participle.endswith("~")
    stem = fold(participle.rstrip("~"))
    long = stem + "ي" if weak else stem
    rows = [
        (stem, "m", "s"),
        (long + "ا", "m", "s"),
        (long + "ه", "f", "s"),
        (stem + "ون", "m", "p"),
        (stem + "ين", "m", "p" if weak else "dp"),
        (long + "ان", "m", "d"),
        (long + "ين", "m", "d"),
        (long + "تان", "f", "d"),
        (long + "تين", "f", "d"),
        (long + "ات", "f", "p"),
    ]
    seen: dict[str, Inflected] = {}
    for form, gender, number in rows:
        seen.setdefault(form, (form, Shape("participle", "", gender, number)))
    return list(seen.values())


def participle_of(past: str, present: str) -> str:
    """The active participle; ``~`` at its end marks a defective one, whose yeh comes and goes."""
    verb = _classify(past, present)
    if verb.kind == "doubled" and len(verb.past) == 2:
        return verb.past[0] + "ا" + verb.past[1]
    if not verb.derived and verb.kind != "doubled":
        return _first_stem_participle(verb)
    stem = "م" + verb.present[1:]
    return stem[:-1] + "~" if verb.present_end else stem


def noun_forms(noun: str, *, plural: bool = False) -> list[Inflected]:
    """A verbal noun bare, with the article, in the accusative and with attached pronouns."""
    gender, number = _noun_agreement(noun, plural)
    stem = fold(noun)
    bare = Shape("noun", "", gender, number)
    forms: list[Inflected] = [(stem, bare), ("ال" + stem, bare)]
    if not noun.endswith(("ة", "ى", "ا", "ات", "اء")):
        forms.append((stem + "ا", bare))
    for base in _noun_bases(noun):
        forms += [(base + p, bare._replace(suffix=p)) for p in NOUN_PRONOUNS]
    return _unique(forms)


# ---------------------------------------------------------------------------------------------


def _classify(past: str, present: str) -> _Verb:
    doubled = past.endswith(_SHADDA) or len(fold(past)) == 2
    past_end = past[-1] if past[-1] in "اىي" else ""
    present_end = present[-1] if present[-1] in "ويى" else ""
    past_fold, present_fold = fold(past), fold(present)
    if doubled:
        kind = "doubled"
    elif present_end:
        kind = "defective"
    elif past.rstrip(_SHADDA)[-2] == "ا" and present[-2] in _LONG:
        kind = "hollow"
    else:
        kind = "sound"
    if kind != "defective":
        past_end = present_end = ""
    derived = len(past_fold) > 3 or (not doubled and _SHADDA in past)
    return _Verb(past_fold, present_fold, kind, derived, past_end, present_end)


def _past(verb: _Verb) -> Iterator[Inflected]:
    stem, short = verb.past, _before_consonant(verb)
    plural = stem[:-1] if verb.kind == "defective" else stem
    feminine = stem[:-1] if verb.past_end in ("ا", "ى") else stem
    rows = [
        (stem, "3", "m", "s"),
        (feminine + "ت", "3", "f", "s"),
        (plural + "وا", "3", "m", "p"),
        (_join(short, "ن"), "3", "f", "p"),
        (_dual(verb, short), "3", "m", "d"),
        (feminine + "تا", "3", "f", "d"),
        (_join(short, "ت"), "1", "", "s"),
        (_join(short, "نا"), "1", "", "p"),
    ]
    if not verb.past_end and stem[-1] in "اء":  # أنبؤوا beside أنبأوا, جاؤوا beside جاءوا
        rows.append((stem[:-1] + "ووا", "3", "m", "p"))
    for form, person, gender, number in rows:
        if number == "d" and gender == "m" and len(stem) < 4:
            continue  # ردا, علما, شكرا are accusatives of the noun
        yield form, Shape("past", person, gender, number)
    carriers = [
        (stem[:-1] + "ا" if verb.past_end in ("ا", "ى") else stem, "3", "m", "s"),
        (feminine + "ت", "3", "f", "s"),
        (plural + "و", "3", "m", "p"),
        (_join(short, "ت"), "1", "", "s"),
        (_join(short, "نا"), "1", "", "p"),
    ]
    yield from _with_pronouns("past", carriers)


def _dual(verb: _Verb, short: str) -> str:
    if verb.kind == "defective":
        return short + "ا"
    return verb.past if verb.past.endswith("ا") else verb.past + "ا"


def _before_consonant(verb: _Verb) -> str:
    """The past stem before a suffix that begins with a consonant: قل-, دعو-, نفي-, حثث-."""
    stem = verb.past
    if verb.kind == "hollow":
        last = "ي" if stem[-1] == "ء" else stem[-1]
        return stem[:-2] + last
    if verb.kind == "doubled":
        return stem + stem[-1]
    if verb.past_end == "ا":
        return stem[:-1] + ("و" if len(stem) == 3 and stem[-2] != "ي" else "ي")
    return stem[:-1] + "ي" if verb.past_end else stem


def _join(stem: str, suffix: str) -> str:
    """A last letter equal to the suffix's first is written once (أعلن + نا)."""
    return stem + suffix[1:] if stem[-1] == suffix[0] else stem + suffix


def _present(verb: _Verb) -> Iterator[Inflected]:
    stem = verb.present[1:]
    plural = stem[:-1] if verb.kind == "defective" else stem
    feminine_plural = _join(_present_before_consonant(verb), "ن")
    carrier = stem[:-1] + "ا" if verb.present_end == "ى" else stem
    plurals = [plural]
    if not verb.present_end and stem[-1] == "ا":  # يتنبؤون beside يتنبأون
        plurals.append(stem[:-1] + "و")
    for prefix, person, gender in (("ي", "3", "m"), ("ت", "3", "f")):
        yield prefix + stem, Shape("present", person, gender, "s")
        yield prefix + _jussive(verb), Shape("present", person, gender, "s")
        for p in plurals:
            yield prefix + p + "ون", Shape("present", person, "m", "p")
            yield prefix + p + "وا", Shape("present", person, "m", "p")
        yield prefix + stem + "ان", Shape("present", person, gender, "d")
        yield prefix + stem + "ا", Shape("present", person, gender, "d")
    yield "ي" + feminine_plural, Shape("present", "3", "f", "p")
    singular, we = _first_person(stem), "ن" + stem
    yield singular, Shape("present", "1", "", "s")  # cut short it looks like other words: نشر, أقل
    yield we, Shape("present", "1", "", "p")
    carriers = [
        ("ي" + carrier, "3", "m", "s"),
        ("ت" + carrier, "3", "f", "s"),
        ("ي" + plural + "ون", "3", "m", "p"),
        ("ي" + plural + "و", "3", "m", "p"),
        (_first_person(carrier), "1", "", "s"),
        ("ن" + carrier, "1", "", "p"),
    ]
    yield from _with_pronouns("present", carriers)


def _first_person(stem: str) -> str:
    return stem if stem.startswith("ا") else "ا" + stem  # آمر: one alif for two


def _jussive(verb: _Verb) -> str:
    stem = verb.present[1:]
    if verb.kind == "hollow":
        return stem[:-2] + stem[-1]
    return stem[:-1] if verb.kind == "defective" else stem


def _present_before_consonant(verb: _Verb) -> str:
    stem = verb.present[1:]
    if verb.kind == "hollow":
        return stem[:-2] + stem[-1]
    return stem + stem[-1] if verb.kind == "doubled" else stem


def _passive(verb: _Verb) -> Iterator[Inflected]:
    """Only what the active does not look like."""
    past, present = verb.past, verb.present
    if verb.kind == "hollow":
        past = past[:-2] + "ي" + past[-1]
        present = present[:-2] + "ا" + present[-1]
    elif verb.past_end == "ا":
        past, present = past[:-1] + "ي", present[:-1] + "ي"
    elif past.startswith("و") and len(past) == 3 and not present.startswith("يو"):
        present = "يو" + present[1:]
    if past != verb.past:
        for ending, gender in (("", "m"), ("ت", "f")):
            yield past + ending, Shape("past", "3", gender, "s", "", True)
    if present != verb.present:
        for prefix, gender in (("ي", "m"), ("ت", "f")):
            yield prefix + present[1:], Shape("present", "3", gender, "s", "", True)


def _with_pronouns(cls: str, carriers: list[tuple[str, str, str, str]]) -> Iterator[Inflected]:
    for form, person, gender, number in carriers:
        for pronoun in PRONOUNS:
            if person == "1" and pronoun in ("نا", "ني"):
                continue
            yield form + pronoun, Shape(cls, person, gender, number, pronoun)


def _first_stem_participle(verb: _Verb) -> str:
    first, last = verb.past[0], verb.past[-1]
    start = first if first == "ا" else first + "ا"  # آمر
    if verb.kind == "hollow":
        return first + "اي" + last
    if verb.kind == "defective":
        middle = verb.past[1]
        return first + "ا" + middle + "~"
    middle = "ي" if verb.past[1] == "ا" else verb.past[1]  # سأل: سائل
    end = "ي" if last == "ا" else last  # قرأ: قارئ
    return start + middle + end


def _noun_agreement(noun: str, plural: bool) -> tuple[str, str]:
    if plural or (noun.endswith("ات") and len(noun) > 4):
        return "f", "p"
    return ("f" if noun.endswith(("ة", "وى")) else "m"), "s"


def _noun_bases(noun: str) -> list[str]:
    """The stem before a pronoun: دعوته, شكواه, ادعاءه beside ادعاؤه and ادعائه."""
    stem = fold(noun)
    if noun.endswith("ة"):
        return [stem[:-1] + "ت"]
    if noun.endswith("ى"):
        return [stem[:-1] + "ا"]
    if noun.endswith("اء"):
        return [stem, stem[:-1] + "و", stem[:-1] + "ي"]
    return [stem]


def _unique(forms: list[Inflected]) -> list[Inflected]:
    """One shape for a form of one class and suffix, the first: the likelier comes first."""
    seen: dict[tuple[str, str, str], Inflected] = {}
    for text, shape in forms:
        form = text.replace("اا", "ا")  # آ: رآه, آمر
        seen.setdefault((form, shape.cls, shape.suffix), (form, shape))
    return list(seen.values())
