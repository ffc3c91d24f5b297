"""The words of time expressions, loaded from ``lexicon/times.toml`` and keyed by written form."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from khabar.lexicon import load_toml
from khabar.text import fold

SINGULAR, DUAL, PLURAL, PAIR = 1, 2, 3, 4
_ARTICLE = "ال"
#: Shorter ones first.
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_ENDINGS = ("", "ه", "ين", "تين", "ان", "تان")


class Entry(msgspec.Struct):
    """Everything that one word can mean in a time expression; most fields stay empty."""

    number: int = 0
    ordinal: int = 0
    vague: bool = False
    few: bool = False
    fraction: int = 0
    month: int = 0
    hijri: bool = False
    weekday: int = 0
    unit: str = ""
    #: SINGULAR, DUAL, PLURAL, or PAIR for the dual that leans on what follows (عامي 2009 و2010).
    count: int = 0
    deictic: int | None = None
    part: str = ""
    alone: str = ""
    step: int | None = None
    #: The direction only fits units in the plural, or only units.
    plural_only: bool = False
    units_only: bool = False
    edge: bool = False
    extreme: str = ""
    approximate: bool = False
    lead: str | None = None
    season: str = ""
    decade: int = -1
    reference: str = ""
    repeated: str = ""
    #: Names of several words that begin with this one: the other words, and their meaning.
    phrases: list[tuple[tuple[str, ...], Entry]] = []


#: What a word without a meaning of its own has.
NOTHING = Entry()


class Variant(msgspec.Struct, frozen=True, gc=False):
    """A written form: which letters are attached before the stem, and what the stem means."""

    clitic: str
    article: bool
    entry: Entry


class Lexicon(msgspec.Struct, frozen=True):
    """All written forms, and the small words that steps ask for by key."""

    forms: dict[str, Variant]
    words: dict[str, frozenset[str]]
    prefixes: tuple[str, ...]
    #: The steps that are asked of a written form with one of its meanings (by ``id``), once known.
    steps: dict[tuple[str, int], tuple[Any, ...]] = {}


def _meanings(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each name with the fields it sets."""
    found: list[tuple[str, dict[str, Any]]] = []

    def add(names: list[str], **fields: Any) -> None:
        found.extend((fold(name), fields) for name in names)

    for e in data["month"]:
        add(e["names"], month=e["value"], hijri=e.get("calendar") == "hijri")
    for e in data["weekday"]:
        add(e["names"], weekday=e["value"])
    for e in data["unit"]:
        for count, key in ((SINGULAR, "one"), (DUAL, "two"), (PLURAL, "many"), (PAIR, "pair")):
            add(e.get(key, []), unit=e["code"], count=count)
    for e in data["number"]:
        add(e["names"], number=e["value"])
        add(e.get("ordinals", []), ordinal=e["value"])
    for e in data["direction"]:
        extra = {"plural_only": e.get("plural", False), "units_only": e.get("units_only", False)}
        add([fold(n) + end for n in e["names"] for end in _ENDINGS], step=e["step"], **extra)
    for e in data["part"]:
        add(e["names"], part=e["code"])
        add(e["alone"], alone=e["code"])
    for e in data["lead"]:
        add(e["names"], lead=e.get("code", ""))
    keyed = {
        "fraction": ("fraction", "parts"),
        "deictic": ("deictic", "days"),
        "extreme": ("extreme", "value"),
        "season": ("season", "code"),
        "decade": ("decade", "offset"),
        "reference": ("reference", "value"),
        "set": ("repeated", "value"),
    }
    for group, (attribute, key) in keyed.items():
        for e in data[group]:
            add(e["names"], **{attribute: e[key]})
    for group in ("vague", "few", "edge", "approximate"):
        for e in data[group]:
            add(e["names"], **{group: True})
    return found


def _entries(data: dict[str, Any]) -> dict[tuple[str, bool], Entry]:
    """Meanings by stem and article; a name given with the article has it always."""
    entries: dict[tuple[str, bool], Entry] = {}
    for name, fields in _meanings(data):
        head, *rest = name.split()
        fixed = head.startswith(_ARTICLE) and len(head) > 4
        stem = head[2:] if fixed else head
        for article in (True,) if fixed else (False, True):
            entry = entries.setdefault((stem, article), Entry())
            if rest:
                _name_of_words(entry, tuple(rest), fields)
            else:
                _set(entry, fields)
    for entry in entries.values():
        entry.phrases.sort(key=lambda p: -len(p[0]))
    return entries


def _name_of_words(entry: Entry, rest: tuple[str, ...], fields: dict[str, Any]) -> None:
    """The same words may mean several things (قبل الظهر): their fields are kept together."""
    for words, meaning in entry.phrases:
        if words == rest:
            _set(meaning, fields)
            return
    meaning = Entry()
    _set(meaning, fields)
    entry.phrases.append((rest, meaning))


def _set(entry: Entry, fields: dict[str, Any]) -> None:
    for attribute, value in fields.items():
        setattr(entry, attribute, value)


def _form(clitic: str, article: bool, stem: str) -> str:
    if not article:
        return clitic + stem
    if clitic.endswith("ل"):
        return clitic + (stem if stem.startswith("ل") else "ل" + stem)
    return clitic + _ARTICLE + stem


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    data = load_toml("times")
    words = {k: frozenset(fold(w) for w in v) for k, v in data["words"].items()}
    for table in ("guard", "tense", "zone"):
        for key, names in data[table].items():
            words[f"{table}.{key}"] = frozenset(fold(w) for w in names)
    plain = words["no_clitic"]
    entries = _entries(data).items()
    forms: dict[str, Variant] = {}
    for clitic in _CLITICS:  # the longest stem wins
        for (stem, article), entry in entries:
            if clitic not in ("", "و") and stem in plain and not article:
                continue
            form = _form(clitic, article, stem)
            if form not in forms:
                forms[form] = Variant(clitic, article, entry)
    for word in sorted(words["starters"]):
        for clitic in _CLITICS:
            forms.setdefault(clitic + word, Variant(clitic, False, Entry()))
    return Lexicon(forms, words, tuple(sorted(words["tense.not_future"])))
