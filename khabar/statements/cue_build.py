"""Write ``lexicon/cues.tsv``, the inflected cues, from the files that people edit.

Run ``python -m khabar.statements.cue_build`` after a change of ``lexicon/cues*.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from khabar import lexicon
from khabar.text.fold import fold
from khabar.words.conjugate import (
    Inflected,
    Shape,
    noun_forms,
    participle_forms,
    participle_of,
    verb_forms,
)

HOME = Path(lexicon.__file__).parent
Entry = dict[str, Any]

_HEADER = """\
# Made by `python -m khabar.statements.cue_build` from cues*.toml; do not edit.
"""
SHADDA = "\u0651"
_FLAGS = ("weak", "impersonal", "relay", "light")
#: A verbal noun takes what its verb takes, except an addressee as object.
_NOUN_KINDS = ("that", "prep_that", "quote", "noun", "prep_noun", "object_then")


def load_entries() -> dict[str, list[Entry]]:
    """All entries of ``cues*.toml`` by table, in file order; each knows its ``file``."""
    tables: dict[str, list[Entry]] = {}
    for path in sorted(HOME.glob("cues*.toml")):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for entry in entries:
                tables.setdefault(table, []).append({**entry, "file": path.name})
    return tables


def cue_inflections(entry: Entry) -> list[Inflected]:
    """All folded forms of a cue, its participle among them; verbal nouns are apart."""
    if "present" not in entry:
        return noun_inflections(entry)
    lemma, present = entry["lemma"], entry["present"]
    forms = verb_forms(lemma, present)
    participle = entry.get("participle")
    if participle is None:
        participle = participle_of(lemma, present)
    elif participle and present[-1] in "ويى":
        participle += "~"
    if participle:
        forms += participle_forms(participle)
    misread = {fold(f) for f in entry.get("misread", ())}
    return [pair for pair in forms if pair[0] not in misread]


def noun_inflections(entry: Entry) -> list[Inflected]:
    """All folded forms of the nouns and plurals of an entry."""
    forms: list[Inflected] = []
    for noun in entry.get("nouns", ()):
        forms += noun_forms(noun)
    for noun in entry.get("plurals", ()):
        forms += noun_forms(noun, plural=True)
    return forms


def compile_rows() -> list[str]:
    """The lines of ``cues.tsv``."""
    tables = load_entries()
    rows = _Rows({fold(w) for e in tables.get("misread", ()) for w in e["words"]})
    own_nouns = {form for e in tables.get("noun", ()) for form, _ in noun_inflections(e)}
    for entry in tables.get("cue", ()):
        rows.add(entry, "document" if entry.get("document") else "verb", cue_inflections(entry))
    for entry in tables.get("completion", ()):
        rows.add(entry, "completion", completion_inflections(entry))
    for entry in tables.get("noun", ()):
        rows.add(entry, "noun", noun_inflections(entry))
    for entry in tables.get("cue", ()):
        forms = [pair for pair in noun_inflections(entry) if pair[0] not in own_nouns]
        if forms and "present" in entry:
            rows.add(_as_noun(entry), "noun", forms)
    return [
        *rows.shape_rows(),
        *rows.pattern_rows(),
        *rows.cues,
        *rows.shared_rows(),
        *_object_rows(tables),
        *_phrase_rows(tables),
    ]


def completion_inflections(entry: Entry) -> list[Inflected]:
    """Participle and noun forms of a word that goes on with an earlier verb."""
    forms = participle_forms(entry["participle"]) if "participle" in entry else []
    return forms + noun_inflections(entry)


def _as_noun(entry: Entry) -> Entry:
    frames = [f for f in entry.get("frame", ()) if f["kind"] in _NOUN_KINDS]
    frames = [{**f, "kind": "prep_noun"} if f["kind"] == "object_then" else f for f in frames]
    if any(f["kind"] == "noun" for f in entry.get("frame", ())):  # رفضه لـ, استنكاره لـ
        frames.append({"kind": "prep_noun", "prep": "ل", "nominal": "often"})
    kept = {(f["kind"], f.get("prep", "")): f for f in reversed(frames)}
    lemma = (entry.get("nouns") or entry["plurals"])[0]
    return {**entry, "lemma": lemma, "frame": list(reversed(kept.values())), "weak": True}


class _Rows:
    """Collects rows; shapes and sequences of shapes are written once and numbered."""

    def __init__(self, misread: set[str]) -> None:
        self.misread = misread
        self.shapes: dict[Shape, int] = {}
        self.patterns: dict[tuple[int, ...], int] = {}
        self.cues: list[str] = []
        #: Form → numbers of its readings, counted through all rows.
        self.numbers: dict[str, list[int]] = {}
        self.count = 0

    def add(self, entry: Entry, kind: str, forms: Iterable[Inflected]) -> None:
        unique = {
            (form, shape.cls, shape.suffix): (form, shape) for form, shape in reversed(list(forms))
        }
        ordered = [p for p in reversed(unique.values()) if p[0] not in self.misread]
        for form, _ in ordered:
            self.numbers.setdefault(form, []).append(self.count)
            self.count += 1
        numbers = tuple(self.shapes.setdefault(s, len(self.shapes)) for _, s in ordered)
        pattern = self.patterns.setdefault(numbers, len(self.patterns))
        frames = " ".join(_frame_code(f) for f in entry.get("frame", ()))
        flags = " ".join(f for f in _FLAGS if entry.get(f))
        addressee = " ".join(a if a == "object" else fold(a) for a in entry.get("addressee", ()))
        texts = " ".join(form for form, _ in ordered)
        lemma = entry["lemma"].replace(SHADDA, "")
        fields = ["cue", lemma, kind, entry["act"], flags, addressee, frames, str(pattern), texts]
        self.cues.append("\t".join(fields))

    def shape_rows(self) -> list[str]:
        return ["\t".join(["shape", *s[:5], "passive" if s.passive else ""]) for s in self.shapes]

    def shared_rows(self) -> list[str]:
        shared = ((form, ns) for form, ns in self.numbers.items() if len(ns) > 1)
        return [f"shared\t{form}\t{' '.join(map(str, ns))}" for form, ns in shared]

    def pattern_rows(self) -> list[str]:
        return ["pattern\t" + " ".join(map(str, numbers)) for numbers in self.patterns]


def _frame_code(frame: Entry) -> str:
    return "/".join(
        (frame["kind"], fold(frame.get("prep", "")), frame.get("nominal", ""), frame.get("act", ""))
    )


def _object_rows(tables: dict[str, list[Entry]]) -> list[str]:
    """Nouns that give a light verb its act: feelings first, then the nouns of speech."""
    acts: dict[str, str] = {}
    for table in ("feeling", "noun", "cue"):
        for entry in tables.get(table, ()):
            for form, _ in noun_inflections(entry):
                if not form.startswith("ال"):
                    acts.setdefault(form, entry["act"])
    by_act: dict[str, list[str]] = {}
    for form, act in acts.items():
        by_act.setdefault(act, []).append(form)
    return [f"object\t{act}\t{' '.join(forms)}" for act, forms in by_act.items()]


def _phrase_rows(tables: dict[str, list[Entry]]) -> list[str]:
    rows = []
    for entry in tables.get("according", ()):
        for phrase in entry["phrases"]:
            rows.append(f"according\t{fold(phrase)}\t{fold(entry['before'])}\t{entry['act']}")
    return rows


def main() -> None:
    """Write the file."""
    lines = "\n".join(compile_rows())
    (HOME / "cues.tsv").write_text(f"{_HEADER}{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
