"""Persons that the tagger sees, where the rules for persons have nothing against them."""

from __future__ import annotations

from khabar.names.reader import MAX_NAME, OF_GOD, Reader


def likely_names(reader: Reader, tagged: list[tuple[int, int]]) -> dict[int, int]:
    """First and last word (exclusive) of unknown names of two words and more."""
    found = {}
    for begin, last in tagged:
        # A title may stand before the name: السناتور.
        first = next((k for k in range(begin, last - 1) if _begins(reader, k)), last)
        if first < last <= first + MAX_NAME and all(
            _goes_on(reader, k) for k in range(first + 1, last)
        ):
            found[first] = last
    return found


def last_word(reader: Reader, first: int, last: int, ends: dict[int, int]) -> int:
    """End of a name, with the words that the tagger takes for the rest of it.

    ``ends``: where the tagger's name ends, for each word of it but the first.
    """
    end = min(ends.get(last, last), first + MAX_NAME)
    while last < end and _goes_on(reader, last):
        last += 1
    return last


def _begins(reader: Reader, i: int) -> bool:
    info = reader.infos[i]
    if info.roles or i in reader.starts or reader.pos[i] != "PROPN":
        return False
    if info.definite and not reader.name_like(i):
        return False
    return bool(info.name_clitic) or _may_be_part(reader, i)


def _goes_on(reader: Reader, i: int) -> bool:
    """A word without particle that can stand inside a name."""
    if not reader.joined(i) or reader.words.proclitic[i] or i in reader.starts:
        return False
    return reader.pos[i] == "PROPN" and _may_be_part(reader, i)


def _may_be_part(reader: Reader, i: int) -> bool:
    if reader.infos[i].form == "الله":
        return i > 0 and reader.infos[i - 1].name_form in OF_GOD
    return reader.unknown(i) or reader.name_like(i) or reader.infos[i].form.isascii()
