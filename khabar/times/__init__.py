"""When: dates, clock times, durations and sets, by TIMEX3."""

from khabar.times.finding import find

__all__ = ["find"]
