"""JSON lines: the record itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from khabar.model import Record


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    count = 0
    for record in records:
        stream.write(record.to_json().encode("utf-8") + b"\n")
        count += 1
    return count
