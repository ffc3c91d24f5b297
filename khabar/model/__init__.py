"""The record: plain, typed, frozen data."""

from khabar.model.record import (
    Actor,
    Event,
    Mention,
    Party,
    Record,
    Span,
    Statement,
    Time,
    from_json,
)

__all__ = [
    "Actor",
    "Event",
    "Mention",
    "Party",
    "Record",
    "Span",
    "Statement",
    "Time",
    "from_json",
]
