"""What a source gives: articles, and what it could not give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its source gives it, before anything is read in it."""

    text: str
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    #: Publication date, YYYY-MM-DD.
    date: str | None = None
    #: File or address it came from, through all archives around it.
    source: str | None = None
    #: Line or record there, from 1.
    line: int | None = None
    author: str | None = None
    category: str | None = None
    #: Publication time as exact as the source gives it, ISO 8601.
    published: str | None = None
    #: Encoding of the file where it was not UTF-8.
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read; the rest of the source goes on."""

    source: str
    #: Line or record, from 1; null for the whole.
    line: int | None
    #: What happened and what to do.
    reason: str
