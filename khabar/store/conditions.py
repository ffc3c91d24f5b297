"""What a search is narrowed to, and where its pages begin."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from khabar.errors import InputError
from khabar.sources.limits import LIMITS


@dataclass(slots=True, frozen=True)
class Filters:
    """What a search may be narrowed to; all that are given must hold."""

    speaker: str | None = None
    outlet: str | None = None
    country: str | None = None
    act: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def of_statements(self) -> bool:
        return any((self.speaker, self.country, self.act, self.kind))


class Where:
    """Conditions and their values, collected."""

    def __init__(self) -> None:
        self.conditions: list[str] = ["a.superseded_by IS NULL"]
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    def articles(self, filters: Filters) -> None:
        if filters.outlet:
            self.add("a.outlet = ?", filters.outlet)
        if filters.since:
            self.add("a.date >= ?", _day(filters.since, "since"))
        if filters.until:
            self.add("a.date <= ?", _day(filters.until, "until"))

    def page(self, after: str | None, key: str, *, newest_first: bool) -> None:
        if after is not None:
            sign = "<" if newest_first else ">"
            self.add(f"(a.utc, {key}) {sign} (?, ?)", *_decode(after))

    def __str__(self) -> str:
        return " AND ".join(self.conditions)


def bounded(limit: int) -> int:
    if limit < 1:
        raise InputError(f"limit is {limit}; ask for at least 1 row")
    return min(limit, LIMITS.query_rows)


def _day(day: str, name: str) -> str:
    from khabar.reading import parse_date

    try:
        parsed = parse_date(day)
    except InputError as error:
        raise InputError(f"--{name}: {error}") from error
    assert parsed is not None
    return parsed.isoformat()


def encode(published: str, key: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([published, key]).encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, int]:
    try:
        published, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return str(published), int(key)
    except (ValueError, TypeError) as error:
        raise InputError(
            f"{cursor!r} is no page; take the cursor that the page before it gave"
        ) from error
