"""Names compared: what is one name in two spellings, and what are two names. Input is folded."""

from __future__ import annotations

from functools import lru_cache

from khabar.names.classes import words_of

#: The words of a name that tell one person from another.
Key = tuple[str, ...]

_JOINTS = words_of("filial")
_OPENERS = words_of("openers")
# Letters by which newspapers write one foreign sound: g, k, v, p, t, s, d, z, and vowels.
_SOUNDS = str.maketrans(
    {
        "غ": "ك",
        "ج": "ك",
        "ق": "ك",
        "خ": "ك",
        "گ": "ك",
        "پ": "ب",
        "ڤ": "ف",
        "ط": "ت",
        "ث": "ت",
        "ص": "س",
        "ظ": "ز",
        "ذ": "د",
        "ض": "د",
        "ح": "ه",
        "ا": "",
        "و": "",
        "ي": "",
        "ه": "",
        "ع": "",
        "ء": "",
    }
)


def name_key(forms: list[str], clitic: str) -> Key:
    """The words that tell one person from another: without بن, with عبد and its name as one."""
    words = list(forms)
    if clitic and words and words[0].startswith(clitic):
        words[0] = words[0][len(clitic) :]
    key: list[str] = []
    joined = ""
    for word in words:
        if word in _JOINTS:
            continue
        if word in _OPENERS:
            joined += word
            continue
        key.append(joined + word)
        joined = ""
    if joined:
        key.append(joined)
    return tuple(key)


@lru_cache(maxsize=8192)
def skeleton(key: Key) -> Key:
    """Consonants that all spellings of a foreign name share; too short ones stay as they are."""
    result = []
    for word in key:
        bones = word.translate(_SOUNDS)
        result.append(bones if len(bones) >= 3 else word)
    return tuple(result)


def within(short: Key, long: Key) -> bool:
    """Whether a shorter form of a name only leaves out words behind the first."""
    if len(short) < 2 or len(short) >= len(long) or short[0] != long[0]:
        return False
    rest = iter(long[1:])
    return all(word in rest for word in short[1:])
