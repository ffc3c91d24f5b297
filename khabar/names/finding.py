"""Mentions of persons, bodies, states, groups and places, and the actors they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model import Actor, Mention, Time
from khabar.text import Text
from khabar.words import Words


@dataclass(slots=True, frozen=True)
class Names:
    """What is named in an article: mentions in order of their start, actors by id."""

    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    #: Word ranges of the mentions, parallel to ``mentions``.
    ranges: tuple[tuple[int, int], ...] = ()


def find(text: Text, words: Words, times: list[Time]) -> Names:
    """Find and link the names of an article."""
    return Names()
