"""Khabar as a spaCy component: ``nlp.add_pipe("khabar")`` (install ``khabar[spacy]``).

nlp = spacy.blank("ar")
nlp.add_pipe("khabar")
doc = nlp("قال الوزير إن الطريق مفتوح.")
doc.ents, doc._.statements, doc.spans["content"], doc._.khabar
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

import khabar
from khabar.model import Record, Statement, from_json

#: Key of the record's JSON in ``Doc.user_data``: text, so that a Doc still serialises.
KEY = "khabar"
#: spaCy's entity labels for our kinds; roles and states are what spaCy calls NORP and GPE.
LABELS = {
    "person": "PERSON",
    "place": "LOC",
    "organization": "ORG",
    "state": "GPE",
    "group": "NORP",
    "role": "TITLE",
}


@dataclass(frozen=True, slots=True)
class SpanStatement:
    """A statement with its parts as spans of the Doc."""

    statement: Statement
    content: tuple[Span, ...]
    cue: Span
    #: None where the speaker's words are hidden or nobody was found.
    speaker: Span | None


class Component:
    """Reads each Doc and lays the record on it. The record counts characters; a span of the Doc
    takes in every token that it touches."""

    def __init__(self, date: str | None = None, set_ents: bool = True) -> None:
        self.date = date
        self.set_ents = set_ents

    def __call__(self, doc: Doc) -> Doc:
        """Lay the record on a Doc. ``doc.user_data["date"]`` is its publication date."""
        record = khabar.read(doc.text, date=doc.user_data.get("date") or self.date)
        doc.user_data[KEY] = record.to_json()
        _group(doc, "content", ((span, s.act) for s in record.statements for span in s.content))
        _group(doc, "cue", ((s.cue, s.act) for s in record.statements))
        _group(
            doc,
            "speaker",
            ((s.speaker.span, "SPEAKER") for s in record.statements if s.speaker.span),
        )
        _group(doc, "time", ((t.span, t.type) for t in record.times))
        _group(doc, "event", ((e.trigger, e.type) for e in record.events))
        mentions = _group(
            doc, "mention", ((m.span, LABELS.get(m.kind, m.kind)) for m in record.mentions)
        )
        if self.set_ents:
            doc.set_ents(filter_spans([*doc.ents, *mentions]))
        return doc


def _group(doc: Doc, name: str, spans: Iterable[tuple[tuple[int, int], str]]) -> list[Span]:
    found = [span for (start, end), label in spans if (span := _span(doc, start, end, label))]
    doc.spans[name] = found
    return found


def _span(doc: Doc, start: int, end: int, label: str) -> Span | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def record_of(doc: Doc) -> Record | None:
    """The record of a Doc that went through the component."""
    data = doc.user_data.get(KEY)
    return from_json(data) if data else None


def statements_of(doc: Doc) -> list[SpanStatement]:
    """The statements of a Doc, as spans."""
    record = record_of(doc)
    found = []
    for s in record.statements if record else ():
        cue = _span(doc, *s.cue, s.lemma)
        speaker = _span(doc, *s.speaker.span, "SPEAKER") if s.speaker.span else None
        content = tuple(c for span in s.content if (c := _span(doc, *span, s.act)))
        if cue is not None:
            found.append(SpanStatement(s, content, cue, speaker))
    return found


Doc.set_extension("khabar", getter=record_of, force=True)
Doc.set_extension("statements", getter=statements_of, force=True)


@Language.factory(
    "khabar",
    default_config={"date": None, "set_ents": True},
    assigns=["doc.ents", "doc.spans", "doc._.khabar"],
)
def make(nlp: Language, name: str, date: str | None, set_ents: bool) -> Any:
    """The factory behind ``nlp.add_pipe("khabar")``."""
    return Component(date, set_ents)
