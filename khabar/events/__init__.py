"""Who did what to whom."""

from __future__ import annotations

from khabar.events.choosing import Judge
from khabar.events.finding import drafts, event_of, prepare
from khabar.events.telling import told_once
from khabar.model import Event, Statement, Time
from khabar.names import Names
from khabar.text import Text
from khabar.words import Words


def find(
    text: Text, words: Words, names: Names, times: list[Time], statements: tuple[Statement, ...]
) -> list[Event]:
    """All political events of an article."""
    scene = prepare(text, words, names, statements)
    chosen = told_once(scene, drafts(scene, Judge(scene)))
    return [event_of(scene, k, d, times) for k, d in enumerate(chosen)]
