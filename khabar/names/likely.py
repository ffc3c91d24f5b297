"""Persons that the tagger sees, where the rules for persons have nothing against them."""

from __future__ import annotations

import numpy as np

from khabar.names.gazetteer import Span
from khabar.names.reader import MAX_NAME, OF_GOD, ORDINALS, Reader
from khabar.names.tagger import widened
from khabar.words.network import Flags

#: Words to either side of a proper name that the tagger is asked about too.
_BESIDE = 2


def open_words(pos: list[str], listed: list[Span]) -> Flags:
    """What the tagger is asked: proper names that no list settles, and the words beside them.

    A likely name has none but proper names in it; the others show where it ends.
    """
    proper = np.fromiter(map("PROPN".__eq__, pos), np.bool_, len(pos))
    for span in listed:
        proper[span.first : span.last] = False
    return widened(proper, _BESIDE)


def likely_names(reader: Reader, tagged: list[tuple[int, int]]) -> dict[int, int]:
    """First and last word (exclusive) of unknown names of two words and more."""
    found = {}
    for begin, end in tagged:
        first, last = begin, end
        while first < last - 1 and _is_title(reader, first):
            first += 1
        if last - first < 2 or last - first > MAX_NAME or not _begins(reader, first):
            continue
        opens = reader.infos[first].small in _NO_END  # أسرة بن لادن
        if first and not opens and reader.joined(first) and _takes_name(reader, first - 1):
            continue
        while reader.infos[last - 1].small in _NO_END and last > first:
            last -= 1  # وليد بن
        if last - first < 2:
            continue
        if all(_goes_on(reader, k) for k in range(first + 1, last)):
            found[first] = last
    return found


def _takes_name(reader: Reader, i: int) -> bool:
    """The name begins before (هاشم | عبده هاشم), or it is that of a body or village."""
    info = reader.infos[i]
    heads = info.body is not None and not info.definite
    return reader.name_like(i) or heads or info.small == "place"


#: Words on which no name ends: وليد بن.
_NO_END = ("opener", "particle")


def last_word(reader: Reader, first: int, last: int, ends: dict[int, int]) -> int:
    """End of a name, with the words that the tagger takes for the rest of it.

    ``ends``: where the tagger's name ends, for each word of it but the first.
    """
    end = min(ends.get(last, last), first + MAX_NAME)
    reached = last
    while reached < end and _goes_on(reader, reached):
        reached += 1
    while reached > last and reader.infos[reached - 1].small in _NO_END:
        reached -= 1
    return reached


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
