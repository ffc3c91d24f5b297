"""Whether the words before an expression look ahead or back."""

from __future__ import annotations

import re

from khabar.times.lexicon import lexicon
from khabar.times.scan import Scan

_REACH = 14
_FUTURE = re.compile("[وف]?(س[يتن][^\\W\\d_]{2,})")


def is_future_verb(form: str) -> bool:
    """Whether a word is an imperfect verb with the س of the future."""
    match = _FUTURE.fullmatch(form)
    return match is not None and not match.group(1).startswith(lexicon().prefixes)


def looks_ahead(scan: Scan, i: int, last: int) -> bool | None:
    """True for what is to come, False for what has been, None where nothing tells.

    The nearest telling word of the sentence before word ``i`` decides; then the word at ``last``.
    """
    words = lexicon().words
    ahead, behind = words["tense.ahead"], words["tense.behind"]
    start = max(scan.sentence_start(i), i - _REACH)
    for k in range(i - 1, start - 1, -1):
        form = scan.forms[k]
        if form in ahead or (form[0] in "سوف" and is_future_verb(form)):
            return True
        if form in behind:
            return False
    if last < scan.n and scan.joined(last) and is_future_verb(scan.forms[last]):
        return True
    return None
