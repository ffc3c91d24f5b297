"""What the tagger knows of a word from its letters alone, and of the gaps between words."""

from __future__ import annotations

import re

from khabar.words.splitting import Split

#: What a gap says: the numbers are rows of the model's tables.
SPACE, COMMA, STOP, COLON, OPEN, CLOSE, PAREN_OPEN, PAREN_CLOSE, DASH, OTHER_GAP = range(10)
GAP_KINDS = 10
#: Gaps that end a noun phrase: all but spaces, quotation marks and hyphens.
CUTS = (COMMA, STOP, COLON, PAREN_OPEN, PAREN_CLOSE, OTHER_GAP)
_QUOTE = "\"“”„«»‹›'‘’"
_GAP_TESTS = (
    (STOP, re.compile("[.!?؟۔…]|\\n")),
    (COLON, re.compile(":")),
    (COMMA, re.compile("[،,؛;]")),
    (PAREN_OPEN, re.compile("[(\\[{]")),
    (PAREN_CLOSE, re.compile("[)\\]}]")),
    (OPEN, re.compile(f"\\s[{_QUOTE}]|^[{_QUOTE}]+$")),
    (CLOSE, re.compile(f"[{_QUOTE}]")),
    (DASH, re.compile("[-–—_ـ/]")),
)
#: Name of the feature that a proclitic is.
PROCLITIC = "c:"
_MAX_AFFIX = 4
_MAX_STEM = 24


def gap_kind(gap: str) -> int:
    """The kind of what stands between two words."""
    core = gap.strip(" ")
    if not core:
        return SPACE
    for kind, test in _GAP_TESTS:
        if test.search(gap):
            return kind
    return OTHER_GAP


def letters(split: Split) -> list[str]:
    """Names of the features of a word that its letters show, clitics included."""
    stem = split.stem[:_MAX_STEM]
    names = [PROCLITIC + split.proclitic, "e:" + split.enclitic]
    if stem.isdigit():
        return [*names, "digits", f"digits{min(len(stem), 5)}"]
    if stem.isascii():
        return [*names, "latin"]
    core = stem
    if core.startswith("ال") and len(core) > 4:
        names.append("article")
        core = core[2:]
    if split.enclitic and len(core) > len(split.enclitic) + 1:
        core = core[: -len(split.enclitic)]
        names.append("pronoun")
    names.append(f"n{min(len(core), 8)}")
    top = min(_MAX_AFFIX, len(core))
    names.extend("<" + core[:k] for k in range(1, top + 1))
    names.extend(">" + core[-k:] for k in range(1, top + 1))
    names.append("<>" + core[:1] + core[-2:])
    if len(core) <= _MAX_AFFIX + 2:
        names.append("=" + core)
    return names
