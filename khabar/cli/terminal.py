"""Text from articles on a terminal: no control characters, no reordering, hits marked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable

import click

from khabar.errors import KhabarError

# C0 and C1 controls (ESC among them) and the characters that turn the direction of what follows.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def plain(text: str | None) -> str:
    """What a terminal may show."""
    return _UNSAFE.sub("", text.replace("\t", " ").replace("\n", " ")) if text else ""


def marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """A line with its hits in bold, or between asterisks where bold is not to be had."""
    bold = sys.stdout.isatty()
    parts, at = [], 0
    for start, end in marks:
        hit = plain(text[start:end])
        parts += [
            plain(text[at:start]),
            click.style(hit, bold=True, fg="yellow") if bold else f"*{hit}*",
        ]
        at = end
    return "".join(parts) + plain(text[at:])


def dim(text: str) -> str:
    return click.style(text, dim=True) if sys.stdout.isatty() else text


def error(message: str) -> None:
    sys.stderr.write(f"khabar: {plain(message)}\n")


def guarded(run: Callable[[], int]) -> int:
    """Run a command; our errors become one line and exit code 1."""
    try:
        return run()
    except KhabarError as problem:
        error(str(problem))
        return 1
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 1
