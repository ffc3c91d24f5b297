"""The trigger lexicon: which words can head an event, and how its arguments stand around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from khabar.lexicon import load_rows, load_toml
from khabar.text import fold


@dataclass(slots=True, frozen=True)
class Trigger:
    """One entry of ``events.toml``, folded."""

    number: int
    type: str
    mode: str | None
    lemma: str
    #: What the genitive of the noun is: source | target | both | none.
    genitive: str
    #: What the object of the verb is: target | none.
    object: str
    #: The type where the target is a place, or "".
    place: str
    flags: frozenset[str]
    to: frozenset[str]
    with_: frozenset[str]
    needs: frozenset[str]
    near: frozenset[str]
    lights: frozenset[str]
    not_before: frozenset[str]

    @property
    def symmetric(self) -> bool:
        return "symmetric" in self.flags

    @property
    def refusal(self) -> bool:
        return "refusal" in self.flags

    @property
    def weak(self) -> bool:
        return "weak" in self.flags


#: Trigger, kind of form (verb | first | passive | noun | participle | patient), attached pronoun.
Reading = tuple[Trigger, str, str]


@dataclass(slots=True)
class Lexicon:
    """Everything the room knows, by folded form."""

    forms: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    #: Forms of event nouns.
    acts: frozenset[str] = frozenset()
    lights: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    quantifiers: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    by: frozenset[tuple[str, ...]] = frozenset()
    denied: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    #: Word → the kind of victims it counts.
    victims: dict[str, str] = field(default_factory=dict)
    #: Word → the subjects it speaks for.
    subjects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Word → how much it speaks for politics, in hundredths of log odds.
    topics: dict[str, int] = field(default_factory=dict)


@cache
def load() -> Lexicon:
    """The lexicon, read once."""
    lexicon = Lexicon()
    _load_forms(lexicon)
    words = load_toml("events_words")
    lexicon.people = _words(words["people"])
    lexicon.sites = _words(words["sites"])
    lexicon.outcomes = _words(words["outcomes"])
    lexicon.quantifiers = _words(words["quantifiers"])
    lexicon.pairs = _words(words["pairs"])
    lexicon.offices = _words(words["offices"])
    lexicon.by = frozenset(tuple(fold(p).split()) for p in words["by"]["phrases"])
    lexicon.denied = _words(words["denied"])
    lexicon.future = _words(words["future"])
    lexicon.possible = _words(words["possible"])
    lexicon.relatives = _words(words["relatives"])
    lexicon.auxiliaries = _words(words["auxiliaries"])
    for kind, forms in words["victims"].items():
        lexicon.victims.update(dict.fromkeys(fold(" ".join(forms)).split(), kind))
    for subject, section in words["subject"].items():
        for word in fold(" ".join(section["words"])).split():
            for form in (word, "ال" + word):
                lexicon.subjects[form] = (*lexicon.subjects.get(form, ()), subject)
    for word, odds in load_rows("events_topics"):
        lexicon.topics[word] = lexicon.topics["ال" + word] = int(odds)
    return lexicon


def _words(section: dict[str, Any]) -> frozenset[str]:
    return frozenset(fold(" ".join(section["words"])).split())


def _load_forms(lexicon: Lexicon) -> None:
    triggers: list[Trigger] = []
    forms = lexicon.forms
    for row in load_rows("events_forms"):
        if row[0] == "F":
            reading = (triggers[int(row[1])], row[2], row[3])
            for form in row[4].split():
                known = forms.get(form)
                forms[form] = (reading,) if known is None else (*known, reading)
        elif row[0] == "T":
            triggers.append(_trigger(len(triggers), row))
        else:
            lexicon.lights = frozenset(row[1].split())
    lexicon.acts = frozenset(
        form for form, readings in forms.items() if any(kind == "noun" for _, kind, _ in readings)
    )
    for form, readings in forms.items():
        if len(readings) > 1:
            forms[form] = tuple(sorted(readings, key=_breadth))


def _breadth(reading: Reading) -> int:
    """What asks for a certain word beside it is tried before what asks for less."""
    trigger = reading[0]
    if trigger.near or trigger.lights:
        return 0
    return 1 if trigger.needs else 2


def _trigger(number: int, row: list[str]) -> Trigger:
    _, kind, mode, lemma, genitive, obj, place, flags, *lists = row
    to, with_, needs, near, lights, not_before = (frozenset(cell.split()) for cell in lists)
    return Trigger(
        number, kind, mode or None, lemma, genitive, obj, place,
        frozenset(flags.split()), to, with_, needs, near, lights, not_before,
    )  # fmt: skip
