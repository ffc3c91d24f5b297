"""Persons that the tagger sees, where the rules for persons have nothing against them."""

from __future__ import annotations

from khabar.names.reader import MAX_NAME, OF_GOD, ORDINALS, Reader


def likely_names(reader: Reader, tagged: list[tuple[int, int]]) -> dict[int, int]:
    """First and last word (exclusive) of unknown names of two words and more."""
    found = {}
    for begin, last in tagged:
        first = begin
        while first < last - 1 and _is_title(reader, first):
            first += 1
        if last - first < 2 or last - first > MAX_NAME or not _begins(reader, first):
            continue
        if first and reader.joined(first) and reader.name_like(first - 1):
            continue  # it begins before: هاشم | عبده هاشم
        if all(_goes_on(reader, k) for k in range(first + 1, last)):
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


def _is_title(reader: Reader, i: int) -> bool:
    """The tagger takes a title into the name: السناتور."""
    info = reader.infos[i]
    return bool(info.roles) or (info.definite and not reader.name_like(i))


def _begins(reader: Reader, i: int) -> bool:
    info = reader.infos[i]
    if info.ordinary or i in reader.starts or reader.pos[i] != "PROPN":
        return False
    return bool(info.name_clitic) or _may_be_part(reader, i)


def _goes_on(reader: Reader, i: int) -> bool:
    """A word without particle that can stand inside a name."""
    if not reader.joined(i) or reader.words.proclitic[i] or i in reader.starts:
        return False
    form, before = reader.infos[i].form, reader.infos[i - 1].form
    if before in ORDINALS or (form.startswith("و") and not reader.name_like(i)):
        return False  # الملك محمد السادس بأجدير, ماير وأبيتار
    return reader.pos[i] == "PROPN" and _may_be_part(reader, i)


def _may_be_part(reader: Reader, i: int) -> bool:
    if reader.infos[i].form == "الله":
        return i > 0 and reader.infos[i - 1].name_form in OF_GOD
    return reader.unknown(i) or reader.name_like(i) or reader.infos[i].form.isascii()
