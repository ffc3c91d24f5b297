"""Maximal noun phrases from the tagger's labels, and boundaries that the words themselves decide."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

OUTSIDE, BEGIN, INSIDE = range(3)
VERB, NOUN, ADJ, PROPN, ADP = 0, 1, 2, 3, 6
#: Numbers of the kinds of ``lexicon/words_roles.tsv``; 0 is a word without a role.
ROLES = {"day": 1, "time": 2, "title": 3, "rank": 4, "son": 5, "ali": 6, "office": 7, "place": 8}
#: A name after a title is taken into the title's phrase unless the tagger is surer than this
#: (difference of scores) that it begins a phrase of its own.
_TITLE_MARGIN = 4.0
_NISBA_MARGIN = 1.0
_ROLE_NUMBERS = range(len(ROLES) + 1)
_IS_TITLE = np.array([k in {ROLES["title"], ROLES["rank"], ROLES["office"]} for k in _ROLE_NUMBERS])
_IS_TIME = np.array([k in {ROLES["time"], ROLES["day"]} for k in _ROLE_NUMBERS])


class Evidence(msgspec.Struct):
    """What is known of each word besides its label."""

    pos: Ints
    #: The word is definite; it has an article or pronoun; it is a quantifier, numeral or demonstrative.
    definite: Flags
    marked: Flags
    light: Flags
    #: A preposition is attached; the form ends as an indefinite accusative does.
    governed: Flags
    accusative: Flags
    role: Ints
    #: Nothing is attached before the word.
    bare: Flags
    #: The form is that of a definite adjective of relation (السعودي).
    nisba: Flags
    #: A conjunction and nothing else is attached.
    joined: Flags
    #: The gap before the word ends a phrase.
    cut: Flags
    #: How much surer the tagger is of BEGIN than of INSIDE.
    surplus: npt.NDArray[np.float32]


def join_names(pos: Ints, role: Ints, cut: Flags) -> None:
    """Words that can only be names where they stand, whatever the tagger said: changes ``pos``."""
    son = role == ROLES["son"]
    named = np.zeros(len(pos), np.bool_)
    named[1:] = son[:-1] & ~cut[1:] & (pos[:-1] == PROPN)
    # الرائد علي، علي بن: no preposition stands between a rank and a name or before a son
    ali = (role == ROLES["ali"]) & (pos == ADP)
    before, after = np.zeros_like(ali), np.zeros_like(ali)
    before[1:] = (role[:-1] == ROLES["rank"]) & (pos[:-1] == NOUN) & ~cut[1:]
    after[:-1] = son[1:] & ~cut[1:]
    pos[named | (ali & (before | after))] = PROPN


def settle(labels: Ints, known: Evidence) -> None:
    """Boundaries that grammar or the words leave no doubt about: changes ``labels``."""
    if len(labels) < 2:
        return
    labels[known.governed & (labels == INSIDE)] = BEGIN
    here, last = slice(1, None), slice(None, -1)
    pos, role, cut = known.pos[here], known.role[here], known.cut[here]
    # An indefinite accusative never goes on after a definite noun: مكتبه | وفدا، الجيش | مدعوما
    going_on = labels[here] == INSIDE
    alone = known.accusative[here] & known.definite[last] & (pos != PROPN) & going_on
    labels[here][alone] = np.where(pos[alone] == ADJ, OUTSIDE, BEGIN)
    # A day's name goes on only after a word of time: قال الوزير | الأربعاء، مساء الأربعاء
    in_time = _IS_TIME[known.role[last]]
    day = (role == ROLES["day"]) & (labels[here] == INSIDE) & ~in_time & known.bare[here]
    labels[here][day] = BEGIN
    # محمد بن سلمان is one name
    son = (role == ROLES["son"]) & (known.pos[last] == PROPN)
    child = (known.role[last] == ROLES["son"]) & (pos == PROPN)
    # المبعوث إلى اليمن | إسماعيل ولد الشيخ: the preposition's noun is over, the name is another's
    if len(labels) > 2:
        governed = known.governed[1:-1] | (known.pos[:-2] == ADP)
        place = (known.role[1:-1] == ROLES["place"]) & governed
        other = (known.role[2:] != ROLES["place"]) & ~known.marked[2:] & known.bare[2:]
        labels[2:][place & other & (known.pos[2:] == PROPN) & (labels[2:] == INSIDE)] = BEGIN
    # نائب رئيس: a title without article leans on the noun after it
    leaning = _IS_TITLE[known.role[last]] & ~known.marked[last] & (known.pos[last] == NOUN)
    leaning &= (pos == NOUN) & ~known.accusative[here] & (role != ROLES["day"])
    going_on = (son | child | leaning) & ~cut & known.bare[here] & (labels[last] != OUTSIDE)
    labels[here][going_on] = INSIDE


def find_phrases(labels: Ints, known: Evidence) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Phrases (first, last exclusive, head), and for every word its phrase or -1.

    The head is the first noun or name that is no quantifier or numeral, or else the first word.
    """
    first, last, head, number = _bounds(labels, known)
    if len(first) > 1:
        following = first[1:]
        before, pos = following - 1, known.pos[following]
        touching = (last[:-1] == following) & ~known.cut[following]
        touching &= known.surplus[following] < _TITLE_MARGIN
        touching &= known.marked[before] & (known.pos[before] <= ADJ) & (known.pos[before] != VERB)
        role = known.role[head[:-1]]
        # وزير الدفاع الإسرائيلي أفيغدور ليبرمان
        name = _IS_TITLE[role] & known.bare[following] & ~known.marked[following] & (pos == PROPN)
        # وزير الحج والعمرة
        second = (role == ROLES["office"]) & known.joined[following] & known.marked[following]
        second &= (pos == NOUN) | (pos == ADJ)
        # وزير الخارجية السعودي
        nisba = _IS_TITLE[role] & known.nisba[following] & known.bare[following]
        nisba &= known.surplus[following] < _NISBA_MARGIN
        known.pos[following[touching & nisba & (pos == NOUN)]] = ADJ
        belongs = touching & (name | second | nisba)
        if belongs.any():
            labels[following[belongs]] = INSIDE
            first, last, head, number = _bounds(labels, known)
    return list(zip(first.tolist(), last.tolist(), head.tolist(), strict=True)), number.tolist()


def _bounds(labels: Ints, known: Evidence) -> tuple[Ints, Ints, Ints, Ints]:
    n = len(labels)
    inside = labels != OUTSIDE
    before = np.append(False, inside[:-1])
    starts = inside & ((labels == BEGIN) | ~before | known.cut)
    first = np.flatnonzero(starts)
    number = np.where(inside, np.cumsum(starts) - 1, -1)
    after = np.append(starts[1:] | ~inside[1:], True)
    last = np.flatnonzero(inside & after) + 1
    heavy = ((known.pos == NOUN) | (known.pos == PROPN)) & ~known.light
    nearest = np.where(heavy, np.arange(n), n)
    nearest = np.minimum.accumulate(nearest[::-1])[::-1]
    head = nearest[first]
    return first, last, np.where(head < last, head, first), number
