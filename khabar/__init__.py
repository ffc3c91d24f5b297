"""Khabar reads Arabic news and writes a sourced record of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# The matrices of the word layer are small: threads of the linear algebra library only get in
# each other's way. Has no effect where numpy is loaded already or the variable is set.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.3.0"

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

if TYPE_CHECKING:
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


def __getattr__(name: str) -> Any:
    """``Store`` loads when it is first asked for: reading needs none of it."""
    if name == "Store":
        from khabar.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
