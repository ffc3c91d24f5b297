"""Names compared: what is one name in two spellings, and what are two names. Input is folded."""

from __future__ import annotations

from functools import lru_cache

_JOINTS = frozenset(("بن", "ابن", "بنت", "ابنه"))
# Letters by which newspapers write one foreign sound: g, k, v, p, t, s, and long vowels.
_SOUNDS = str.maketrans({"غ": "ك", "ج": "ك", "ق": "ك", "گ": "ك", "پ": "ب", "ڤ": "ف", "ط": "ت", "ص": "س", "ظ": "ز", "ذ": "د", "ث": "ت", "ا": "", "و": "", "ي": "", "ه": "", "ع": "", "ء": ""})  # fmt: skip


def name_key(forms: list[str], clitic: str) -> tuple[str, ...]:
    """The words that tell one person from another: without بن, with عبد and its name as one."""
    words = list(forms)
    if clitic and words and words[0].startswith(clitic):
        words[0] = words[0][len(clitic) :]
    key: list[str] = []
    joined = ""
    for word in words:
        if word in _JOINTS:
            continue
        if word in ("عبد", "ابو", "ابي", "ابا", "ال", "ام", "بو"):
            joined = word
            continue
        key.append(joined + word)
        joined = ""
    return tuple(key)


@lru_cache(maxsize=4096)
def skeleton(key: tuple[str, ...]) -> tuple[str, ...]:
    """Consonants that all spellings of a foreign name share; too short ones stay as they are."""
    result = []
    for word in key:
        bones = word.translate(_SOUNDS)
        result.append(bones if len(bones) >= 3 else word)
    return tuple(result)
