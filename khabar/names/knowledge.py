"""What Khabar knows of states, places, bodies, media, offices and personal names.

:func:`load` reads the lists of ``khabar/lexicon`` once. Every key is a folded form; entries keep
the spelling that a reader is shown.
"""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec.structs import replace

from khabar.lexicon import load_rows
from khabar.names.classes import words_of
from khabar.names.inflect import Inflected, definite, nisba_forms, role_forms
from khabar.text import fold


class Entry(msgspec.Struct, frozen=True, gc=False):
    """Something with a name of its own."""

    name: str
    #: state | place | organization | group
    kind: str
    #: state | capital | city | region | area | water | seat | body | or the type of a medium
    type: str
    country: str | None = None
    role: str | None = None
    coordinates: tuple[float, float] | None = None
    #: The bare name is enough; otherwise something beside it must say what it is.
    sure: bool = True
    wikidata: str | None = None


class Role(msgspec.Struct, frozen=True, gc=False):
    """A noun for a person by office, rank, trade or part."""

    lemma: str
    #: office | honorific | rank | trade | source | party | kin
    kind: str
    sector: str | None
    gender: str
    number: str
    feminine: str = ""
    #: The lemma, folded.
    key: str = ""


class BodyHead(msgspec.Struct, frozen=True, gc=False):
    """A noun that heads the name of a body (``وزارة``)."""

    lemma: str
    gender: str
    number: str
    kind: str
    sector: str | None
    #: The lemma, folded.
    key: str


class Demonym(msgspec.Struct, frozen=True, gc=False):
    """An adjective or noun of belonging (``سعودي``), in one of its forms, without the article."""

    lemma: str
    country: str | None
    gender: str
    number: str
    #: state | people | faith | movement | continent
    kind: str


#: A name of two words counts from this logarithm of its bearers on.
_BORNE = 2

Phrases = dict[str, list[tuple[tuple[str, ...], Entry]]]


class Knowledge(msgspec.Struct):
    """All lists, by folded form."""

    #: First word of a name → (its other words, what it names), longest first.
    phrases: Phrases = {}
    #: First word of a name → the words that come second; "" where it is a name by itself.
    seconds: dict[str, frozenset[str]] = {}
    #: Media by full folded name, words joined by one space.
    media: dict[str, Entry] = {}
    #: Role nouns by form with or without the article; phrases of several words too.
    roles: dict[str, list[Role]] = {}
    #: First words of role phrases of several words → the other words.
    role_phrases: dict[str, list[tuple[str, ...]]] = {}
    #: Courtesy phrases: first word → (other words, gender, sector).
    honorifics: dict[str, list[tuple[tuple[str, ...], str, str | None]]] = {}
    #: Nouns that head a body, by form with or without the article.
    bodies: dict[str, BodyHead] = {}
    demonyms: dict[str, Demonym] = {}
    #: Base-2 logarithms of how many people bear a name: given, family; 1 for foreign ones.
    names: dict[str, tuple[int, int, int]] = {}
    #: Other bearers of a listed name, by its words: عمان is a state and another's capital.
    rivals: dict[tuple[str, ...], list[Entry]] = {}
    #: Full names of those in the table of offices: first word → second → further ones, longest
    #: first.
    people: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    #: Given names of two words: the first → the second ones (محيي → الدين).
    compounds: dict[str, set[str]] = {}
    #: Given names of women.
    female: frozenset[str] = frozenset()
    #: What small words do in names: particle | opener | stop | place | locative.
    small: dict[str, str] = {}
    #: Verbs of saying that never take على.
    says: frozenset[str] = frozenset()
    #: Names of states by code.
    states: dict[str, str] = {}
    #: Coordinates of the capital by state.
    centres: dict[str, tuple[float, float]] = {}
    cautious: frozenset[str] = frozenset()
    #: Parts of names that mean something else in most of their uses.
    not_names: frozenset[str] = frozenset()
    #: Words that are no part of a personal name.
    ordinary: frozenset[str] = frozenset()


@cache
def load() -> Knowledge:
    """Everything, read once."""
    know = Knowledge()
    know.cautious = frozenset(_column(load_rows("cautious"), 0))
    know.not_names = frozenset(row[0] for row in load_rows("not_names"))
    know.ordinary = frozenset(w for row in load_rows("ordinary_words") for w in row[0].split())
    small = load_rows("name_words")
    for word, (_, what) in zip(_column(small, 0), small, strict=True):
        know.small.setdefault(word, "verb" if what == "says" else what)
    know.says = frozenset(
        w for w, (_, what) in zip(_column(small, 0), small, strict=True) if what == "says"
    )
    know.female = frozenset(_column(load_rows("female_names"), 0))
    _load_people(know)
    _load_holders(know)
    _load_states(know)
    _load_bodies(know)
    _load_places(know)
    _load_roles(know)
    nothing = Entry("", "none", "none")
    for phrase in _column(load_rows("not_listed"), 0):
        _add(know, phrase, nothing)
    for word, first in know.phrases.items():
        know.seconds[word] = frozenset(rest[0] if rest else "" for rest, _ in first)
        first.sort(key=lambda item: (-len(item[0]), item[1].role != "MED"))
    return know


def _folded(rows: list[list[str]]) -> list[list[str]]:
    """All cells of a list folded, at once."""
    cells = iter(fold("\n".join(cell for row in rows for cell in row)).split("\n"))
    return [[next(cells) for _ in row] for row in rows]


def _column(rows: list[list[str]], at: int) -> list[str]:
    """One column of a list, folded all at once (a call for each cell costs ten times as much)."""
    return fold("\n".join(row[at] for row in rows)).split("\n")


def _add(know: Knowledge, folded: str, entry: Entry) -> None:
    """Enter one spelling; the first entry of a name stays, and a cautious one is not sure."""
    words = folded.replace("(", " ").replace(")", " ").replace(".", " ").replace("-", " ").split()
    if not words:
        return
    rest = tuple(words[1:])
    known = know.phrases.setdefault(words[0], [])
    medium = entry.role == "MED"
    for other, one in known:
        if other == rest and (one.role == "MED") == medium:
            if not medium and one.country != entry.country and one.kind in ("state", "place"):
                know.rivals.setdefault(tuple(words), [one]).append(entry)
            return
    known.append((rest, entry))


def _load_people(know: Knowledge) -> None:
    for given, family, foreign, names in load_rows("person_names"):
        bearers = (int(given), int(family), int(foreign))
        know.names.update(dict.fromkeys(names.split(), bearers))
        if bearers[0] >= _BORNE and "_" in names:
            for name in names.split():
                first, _, second = name.partition("_")
                if second:
                    know.compounds.setdefault(first, set()).add(second.split("_")[0])


def _load_holders(know: Knowledge) -> None:
    rows = load_rows("holders")
    for names in _column(rows, 2):
        for name in names.split("|"):
            first, *rest = name.replace("-", " ").split()
            if rest:
                ends = know.people.setdefault(first, {}).setdefault(rest[0], [])
                if tuple(rest[1:]) not in ends:
                    ends.append(tuple(rest[1:]))
    for seconds in know.people.values():
        for ends in seconds.values():
            ends.sort(key=lambda end: -len(end))


def _load_states(know: Knowledge) -> None:
    items = dict(load_rows("wikidata"))
    places = load_rows("places")
    for row in places:
        if row[1] == "capital":
            know.centres[row[2]] = (float(row[3]), float(row[4]))
    rows = load_rows("country_words")
    forms = _folded(rows)
    shown = {code: name for code, name, _ in load_rows("countries")}
    for (code, names, *_), (_, folded, demonyms, plurals, *_) in zip(rows, forms, strict=True):
        know.states[code] = names.split("|")[0] or shown[code]
        for name in folded.split("|"):
            _add(know, name, _state(know, items, code, name not in know.cautious))
        _load_demonyms(know, demonyms, plurals, code, "state")
    for (code, name), key in zip(
        shown.items(), fold("\n".join(shown.values())).split("\n"), strict=True
    ):
        know.states.setdefault(code, name)
        _add(know, key, _state(know, items, code, key not in know.cautious and len(key) > 3))
    peoples = load_rows("peoples")
    for (_, _, code, kind, _), (demonyms, plurals, *_) in zip(
        peoples, _folded(peoples), strict=True
    ):
        _load_demonyms(know, demonyms, plurals, code or None, kind)


def _state(know: Knowledge, items: dict[str, str], code: str, sure: bool) -> Entry:
    where = know.centres.get(code)
    name = know.states[code]
    return Entry(name, "state", "state", code, "GOV", where, sure, items.get(code))


def _load_demonyms(
    know: Knowledge, demonyms: str, plurals: str, code: str | None, kind: str
) -> None:
    """``demonyms`` and ``plurals`` are folded lists."""
    lemma = demonyms.split("|", maxsplit=1)[0]
    for base in demonyms.split("|"):
        for form in nisba_forms(base):
            entry = Demonym(base, code, form.gender, form.number, kind)
            know.demonyms.setdefault(form.form, entry)
    for plural in filter(None, plurals.split("|")):
        know.demonyms.setdefault(plural, Demonym(lemma, code, "m", "p", kind))


def _load_places(know: Knowledge) -> None:
    rows = load_rows("places")
    for (names, kind, code, latitude, longitude, sure), folded in zip(
        rows, _column(rows, 0), strict=True
    ):
        where = (float(latitude), float(longitude))
        name = names.split("|")[0]
        for key in folded.split("|"):
            certain = sure == "1" and key not in know.cautious
            role = "GOV" if kind == "capital" else None
            _add(know, key, Entry(name, "place", kind, code or None, role, where, certain))


#: Words that say in a name itself that it is a medium's.
_MEDIUM_NOUNS = words_of("medium_nouns")
_MEDIUM_ENDS = words_of("medium_ends")


def _load_bodies(know: Knowledge) -> None:
    items = dict(load_rows("wikidata"))
    for names, code, role in load_rows("bodies"):
        shown = names.split("|")[0]
        item = items.get(shown)
        entry = Entry(shown, "organization", "body", code or None, role, wikidata=item)
        for key in fold(names).split("|"):
            _add(know, key, replace(entry, sure=False) if key in know.cautious else entry)
    for names, code, role, kind in load_rows("seats"):
        shown = names.split("|")[0]
        entry = Entry(shown, kind, "seat", code or None, role, wikidata=items.get(shown))
        for name in names.split("|"):
            _add(know, fold(name), entry)
    for name, others, code, kind, bare in load_rows("media"):
        item = items.get(name)
        sure = Entry(name, "organization", kind, code or None, "MED", None, bare == "yes", item)
        full = replace(sure, sure=True)
        for key in fold("|".join(filter(None, (name, others)))).split("|"):
            words = key.replace(".", " ").split()
            know.media.setdefault(" ".join(words), sure)
            said = len(words) > 1 and (words[0] in _MEDIUM_NOUNS or words[-1] in _MEDIUM_ENDS)
            _add(know, key, full if said else sure)


def _load_roles(know: Knowledge) -> None:
    listed = load_rows("roles")
    for (masculine, feminine, _, _, kind, sector), forms in zip(
        listed, _folded(listed), strict=True
    ):
        for item in role_forms(*forms[:4]):
            role = Role(
                masculine, kind, sector or None, item.gender, item.number, feminine, forms[0]
            )
            for form in (item.form, definite(item.form)):
                know.roles.setdefault(form, []).append(role)
                first, *rest = form.split()
                if rest:
                    know.role_phrases.setdefault(first, []).append(tuple(rest))
    for roles in know.roles.values():
        roles.sort(key=lambda role: role.number != "s")
    courtesies = load_rows("honorifics")
    for (_, gender, sector), phrase in zip(courtesies, _column(courtesies, 0), strict=True):
        first, *rest = phrase.split()
        know.honorifics.setdefault(first, []).append((tuple(rest), gender, sector or None))
    for found in know.honorifics.values():
        found.sort(key=lambda item: -len(item[0]))
    heads = load_rows("body_heads")
    for (noun, gender, number, kind, sector), base in zip(heads, _column(heads, 0), strict=True):
        head = BodyHead(noun, gender, number, kind, sector or None, base)
        for form in (base, definite(base)):
            know.bodies.setdefault(form, head)


__all__ = ["BodyHead", "Demonym", "Entry", "Inflected", "Knowledge", "Role", "load"]
