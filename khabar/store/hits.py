"""Typed rows that searches give back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

Span = tuple[int, int]


class ArticleHit(msgspec.Struct, frozen=True):
    """An article whose title or text holds the words that were searched."""

    article: int
    id: str
    outlet: str | None
    date: str | None
    published: str | None
    title: str | None
    url: str | None
    words: int
    #: The text around the first hit, on one line.
    snippet: str
    #: Where the hits are inside ``snippet``.
    marks: tuple[Span, ...]


class StatementHit(msgspec.Struct, frozen=True):
    """A statement, with what is needed to quote it."""

    article: int
    #: ``Statement.id`` inside the article's record.
    statement: int
    speaker: str | None
    country: str | None
    act: str
    kind: str
    lemma: str
    #: The content as printed, on one line; pieces are joined by `` … ``.
    content: str
    #: Where the hits are inside ``content``.
    marks: tuple[Span, ...]
    outlet: str | None
    date: str | None
    published: str | None
    title: str | None
    url: str | None
    #: First and last character of the content in the article's text.
    span: Span
    speaker_by: str | None
    confidence: float
    #: The saying itself is denied (``لم يؤكد``), or still to come (``سيعلن``).
    negated: bool
    future: bool
    #: To whom it was said, or whom it is aimed at.
    addressee: str | None = None
    #: Media that the words name, and those of the speech that they go on with.
    via: tuple[str, ...] = ()
    via_inherited: tuple[str, ...] = ()


class EventHit(msgspec.Struct, frozen=True):
    """An event between actors, with where it stands."""

    article: int
    event: int
    type: str
    mode: str | None
    status: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    #: When it happened as far as the article says (a TIMEX3 value).
    time: str | None
    #: The words around the trigger, on one line.
    snippet: str
    marks: tuple[Span, ...]
    outlet: str | None
    date: str | None
    published: str | None
    title: str | None
    url: str | None
    span: Span
    confidence: float


class ActorHit(msgspec.Struct, frozen=True):
    """A name, and how much is known under it."""

    name: str
    kind: str
    country: str | None
    role: str | None
    articles: int
    statements: int


T = TypeVar("T", bound=msgspec.Struct)


class Hits(list[T]):
    """Rows of one page. ``next`` is the cursor of the page behind it, None on the last one."""

    def __init__(self, rows: Iterable[T] = (), next: str | None = None) -> None:
        super().__init__(rows)
        self.next = next

    def to_frame(self) -> Any:
        """The rows as a pandas DataFrame (install ``khabar[tables]``)."""
        import pandas

        return pandas.DataFrame([msgspec.structs.asdict(row) for row in self])

    def to_dicts(self) -> list[dict[str, Any]]:
        return [msgspec.structs.asdict(row) for row in self]

    def to_json(self) -> str:
        return msgspec.json.encode({"rows": list(self), "next": self.next}).decode()
