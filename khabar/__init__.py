"""Khabar reads Arabic news and writes a sourced record of it."""

__version__ = "0.1.0"

from khabar.errors import InputError, KhabarError, RecordError, StoreError
from khabar.model import (
    Actor,
    Event,
    Mention,
    Party,
    Record,
    Statement,
    Time,
    from_json,
)
from khabar.reading import read
from khabar.store import Store

__all__ = [
    "Actor",
    "Event",
    "InputError",
    "KhabarError",
    "Mention",
    "Party",
    "Record",
    "RecordError",
    "Statement",
    "Store",
    "StoreError",
    "Time",
    "__version__",
    "from_json",
    "read",
]
