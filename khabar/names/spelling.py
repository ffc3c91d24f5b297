"""Names compared: what is one name in two spellings, and what are two names. Input is folded."""

from __future__ import annotations

from functools import lru_cache

from khabar.names.lookup import WordInfo

_JOINTS = frozenset(("بن", "ابن", "بنت", "ابنه"))
# Letters by which newspapers write one foreign sound: g, k, v, p, t, s, and long vowels.
_SOUNDS = str.maketrans({"غ": "ك", "ج": "ك", "ق": "ك", "گ": "ك", "پ": "ب", "ڤ": "ف", "ط": "ت", "ص": "س", "ظ": "ز", "ذ": "د", "ث": "ت", "ا": "", "و": "", "ي": "", "ه": "", "ع": "", "ء": ""})  # fmt: skip


def name_key(forms: list[str], first: WordInfo) -> tuple[str, ...]:
    """The words that tell one person from another: without بن, with عبد and its name as one."""
    words = list(forms)
    if words and first.name_clitic and words[0] == first.form:
        words[0] = first.name_form
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
    if key and len(key[-1]) > 4 and key[-1].startswith("ال") and len(key) == 1:
        return tuple(key)
    return tuple(key)


@lru_cache(maxsize=4096)
def skeleton(key: tuple[str, ...]) -> tuple[str, ...]:
    """Consonants that all spellings of a foreign name share; too short ones stay as they are."""
    result = []
    for word in key:
        bones = word.translate(_SOUNDS)
        result.append(bones if len(bones) >= 3 else word)
    return tuple(result)
