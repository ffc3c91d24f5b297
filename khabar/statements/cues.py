"""Placeholder until the cue lexicon stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class CueForm:
    cls: str


def lookup(form: str) -> tuple[CueForm, ...]:
    return ()
