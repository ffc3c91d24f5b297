"""When: dates, clock times, durations and sets, by TIMEX3."""

from __future__ import annotations

import datetime

from khabar.model import Time
from khabar.text import Text


def find(text: Text, date: datetime.date | None) -> list[Time]:
    """All time expressions in order of their place, resolved against the publication date."""
    return []
