"""What can go wrong, in one tree.

KhabarError
├── InputError    the text, date or file given cannot be read
├── RecordError   a stored record cannot be loaded
└── StoreError    a database cannot be opened, migrated or written
"""

from __future__ import annotations


class KhabarError(Exception):
    """The base of all errors that Khabar raises on purpose."""


class InputError(KhabarError):
    """The text, date or file given cannot be read; the message says where and what to do."""


class RecordError(KhabarError):
    """A stored record cannot be loaded."""


class StoreError(KhabarError):
    """A database cannot be opened, migrated or written."""
