"""Noun phrases as the statement rules need them: where the one that starts here ends."""

from __future__ import annotations

import re
from functools import lru_cache

from khabar.names.linking import EMPHASIS
from khabar.statements.scene import Scene, lexicon

# Regular patterns of verbal nouns, on folded forms without article and pronoun.
_MASDAR = re.compile(
    "^(?:ت..ي.|ا..ا.|ا..ي.|ا.ت.ا.|ان..ا.|است.{2,3}ا.|است..|ت.ا..|م.ا..ه|ا.ا.ه|است.ا.ه|..و.|ت.{2,3}ه)$"
)
_SUFFIXES = ("هما", "ها", "هم", "هن", "نا", "ه")
_REACH = 24


@lru_cache(maxsize=1 << 15)
def eventive(stem: str) -> bool:
    """Whether a word without article looks like what is done or asserted, not like who speaks."""
    if _is_deed(stem):
        return True
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 3:
            core = stem[: -len(suffix)]
            if _is_deed(core) or core + "ه" in lexicon()["eventive"]:
                return True
            if core.endswith("ت") and _is_deed(core[:-1] + "ه"):
                return True  # ``مسؤوليته``, ``إحالتهم``
    return False


def _is_deed(noun: str) -> bool:
    return noun in lexicon()["eventive"] or bool(_MASDAR.match(noun))


def counts(scene: Scene, i: int) -> bool:
    """``عدد من``, ``العديد من``, ``كل من``: what is counted follows."""
    return scene.form[i] in lexicon()["each"] or scene.form[i] in lexicon()["quantities"]


def noun_end(scene: Scene, i: int, limit: int) -> int:
    """End of the simple noun phrase that starts at ``i``: idafa, adjectives, names, no clause."""
    pos, definite = scene.pos, scene.words.definite
    j = i
    closed = False  # a definite noun or an adjective has closed the construct chain
    limit = min(limit, i + _REACH)
    while j < limit:
        if j > i and (scene.comma[j] or scene.colon[j]):
            break
        if scene.person[j] > j:  # a person's name is one piece
            j = min(scene.person[j], limit)
            closed = True
            continue
        if j in scene.opens and j > i:
            first, last = scene.quote_range[scene.opens[j].start]
            if last - first > 4 or scene.words.stem[j - 1].startswith("ال"):
                break  # no name in quotation marks: ``صحيفة «الوطن»``
            j = last
            closed = True
            continue
        tag = pos[j]
        if j > i and (scene.timed[j] or scene.prep[j] or scene.is_that(j)):
            break
        closed = closed or (j > i and bool(scene.ended[j]))
        clitic = scene.words.proclitic[j]
        if j > i and clitic and clitic[-1] in "بلك" and scene.form[j] != "باسم":
            break
        if tag in ("VERB", "ADP", "CONJ", "PART", "PRON", "ADV") and j > i:
            break
        if j > i and clitic.startswith(("و", "ف")):
            if not _coordinated(scene, i, j):
                break
            closed = False
        elif j > i and closed and (_new_phrase(scene, j) or _bare(scene, j)):
            break
        elif j > i and tag == "ADJ" and definite[j - 1] and not definite[j]:
            break  # ``تركيا غاضبة``: a predicate
        place = scene.begun[j] and not scene.titled[j]
        # An adjective before its noun closes nothing: ``أحدث استطلاع``.
        if definite[j] or tag == "PROPN" or (tag == "ADJ" and j > i) or place:
            closed = True
        j += 1
    return max(j, i + 1)


def _new_phrase(scene: Scene, j: int) -> bool:
    """``النيابة العامة الشخصين``, ``النظام السوري إسرائيل``: a second phrase behind a complete one."""
    if scene.form[j] in lexicon()["deity"]:
        return True
    if scene.owned(j - 1) and scene.words.stem[j].startswith("ال"):
        return scene.pos[j] == "NOUN"  # ``من جهته الرئيس``
    if _with_article(scene, j):
        if scene.pos[j - 1] == "NOUN" and scene.pos[j] == "NOUN" and _differs(scene, j):
            return True
        return scene.pos[j - 1] == "ADJ" or _indefinite_people(scene, j - 1)
    if _counted(scene, j):
        return True
    before = scene.pos[j - 1] == "ADJ" or bool(scene.ended[j])
    return before and bool(scene.begun[j])


def _with_article(scene: Scene, j: int) -> bool:
    """A noun with the article, though the tagger may take it for a name; no part of one."""
    if not scene.words.stem[j].startswith("ال") or scene.within[j]:
        return False
    if scene.pos[j] != "PROPN" or scene.person[j]:
        return scene.pos[j] == "NOUN"
    info = scene.info(j)
    return info is not None and (info.ordinary or not scene.could_be_name(j))


def _indefinite_people(scene: Scene, k: int) -> bool:
    """``مواطنون``: the ن of the plural governs no noun behind it."""
    form = scene.form[k]
    plural = form.endswith("ون") and scene.words.number[k] == "p"
    return plural and not scene.words.stem[k].startswith("ال") and len(form) > 4


def _counted(scene: Scene, j: int) -> bool:
    """``السلطات 43 شخصا``: a number and what it counts, behind a complete phrase."""
    k = j + 1
    if not scene.form[j].isdigit() or scene.timed[j] or k >= len(scene.form) or scene.comma[k]:
        return False
    return scene.words.definite[j - 1] and scene.pos[k] == "NOUN" and not scene.words.definite[k]


def _second_phrase(scene: Scene, start: int, j: int) -> bool:
    """``السلطات المصرية احتجازه``, ``إسرائيل عباس``: behind a complete phrase another one begins.

    A title goes on behind a name, and a name behind a title; so a noun of office never begins one.
    """
    if scene.within[j] or j in scene.opens or scene.words.proclitic[j] or scene.prep[j]:
        return False
    if _accusative(scene, j) and scene.words.definite[j - 1]:
        return True
    if _indefinite_people(scene, j - 1) and _with_article(scene, j) and scene.pos[j] != "ADJ":
        return True
    if scene.form[j - 1].endswith("ا") and _completes(scene, j - 2):
        return scene.pos[j] == "NOUN"  # ``المعترف بها دوليا الجزيرة``
    if _could_be_title(scene, start, j):
        return False
    if _counted(scene, j):
        return True
    if scene.person[j] > j and not scene.person[j - 1]:
        # Behind a state or body by its whole name; a title may not be known as one.
        whole = scene.begun[start] and all(scene.within[start + 1 : j])
        return bool(whole)
    if scene.pos[j] == "ADJ" and not scene.words.definite[j]:
        place = bool(scene.ended[j] and scene.begun[start])
        return place or (scene.words.definite[j - 1] and scene.pos[j - 1] != "PROPN")
    qualified = j - 1 > start and scene.pos[j - 1] == "ADJ"  # ``أحدث استطلاع`` is one phrase
    if scene.pos[j] == "NOUN" and qualified and not scene.words.definite[j - 1]:
        return eventive(scene.words.stem[j])  # ``صحف تركية خبر``
    noun = scene.pos[j] == "NOUN" or (not scene.is_role(start) and _with_article(scene, j))
    if not noun or not scene.words.definite[j - 1]:
        return False
    if scene.form[j - 1] in EMPHASIS:
        return True
    before = scene.pos[j - 1]
    if not scene.words.stem[j].startswith("ال"):
        return _common_noun(scene, j)
    if scene.form[j].endswith("ون"):
        return False  # no object: ``المسلحون المدعومون``
    if _governs(scene, j, _PASSIVE):
        return False
    if before == "NOUN" and (_differs(scene, j) or _possesses_nothing(scene, j)):
        return True
    if scene.ended[j] and scene.begun[start] and not scene.titled[start]:
        return True  # ``كندا المزارعين``
    return scene.pos[j - 1] == "ADJ" or (
        bool(scene.ended[j]) and eventive(scene.words.stem[j].removeprefix("ال"))
    )


# Participles with the article, on folded forms; those of the first kind are hardly ever nouns.
_PASSIVE = re.compile("^الم..و.ه?$")
_PARTICIPLE = re.compile("^ال(?:م.{3,5}|.ا..)ه?$")


def _governs(scene: Scene, j: int, pattern: re.Pattern[str]) -> bool:
    """``المدعوم من التحالف``: a participle with its complement, whatever the tagger says."""
    if j + 1 >= len(scene.form) or pattern.match(scene.words.stem[j]) is None:
        return False
    return bool(scene.prep[j + 1]) or scene.words.proclitic[j + 1] in ("ب", "ل")


def _possesses_nothing(scene: Scene, j: int) -> bool:
    """``الإنسان الدولة``: two nouns with the article are no pair, but for titles and relations."""
    if not scene.words.stem[j - 1].startswith("ال") or scene.form[j].endswith(("ي", "يه", "ين")):
        return False
    if scene.form[j - 1] in lexicon()["quantities"]:
        return False  # ``آلاف``, folded
    return not (any(map(scene.is_role, (j - 1, j))) or _governs(scene, j, _PARTICIPLE))


def _could_be_title(scene: Scene, start: int, j: int) -> bool:
    """A noun of office behind another or behind a name; ``المصدر متابعة`` is none."""
    if not scene.is_role(j):
        return False
    info = scene.info(j)
    woman = info is not None and bool(info.roles) and info.roles[0].gender == "f"
    if woman and scene.words.gender[start] == "m" and not scene.person[start]:
        return False
    return bool(scene.is_role(start) or scene.person[start] or scene.person[j - 1])


def _differs(scene: Scene, j: int) -> bool:
    """``المزارعون المنتجات``, ``المحافظ القاعة``: neither adjective nor possessor of the first."""
    if not scene.words.stem[j - 1].startswith("ال"):
        return False
    number = scene.words.number
    people = scene.form[j - 1].endswith("ون")
    gender = scene.words.gender
    woman = (gender[j - 1], gender[j]) == ("m", "f") and number[j - 1] == number[j] == "s"
    return people or woman or (number[j - 1] == "s" and number[j] == "p")


def _adverb(scene: Scene, i: int) -> bool:
    """An indefinite accusative behind a verb is no subject."""
    return (
        scene.pos[i] in ("NOUN", "ADJ", "ADV")
        and scene.form[i].endswith("ا")
        and len(scene.form[i]) > 4
        and not scene.words.definite[i]
        and not scene.could_be_name(i)
        and not scene.is_role(i)
    )


def _accusative(scene: Scene, j: int) -> bool:
    """``جنودا``: an object, never a title or a name, whatever the tagger says."""
    if scene.pos[j - 1] == "ADP" and _completes(scene, j - 1):
        return False  # ``المعترف بها دوليا``
    if not scene.form[j].endswith("ا") or len(scene.form[j]) < 5 or scene.person[j]:
        return False
    if scene.pos[j] == "PROPN":
        info = scene.info(j)
        return info is not None and info.ordinary and not scene.begun[j]
    return scene.pos[j] == "NOUN" and not scene.words.definite[j]


def _common_noun(scene: Scene, j: int) -> bool:
    """A noun without article that is no part of a name and stresses none (``ذاته``)."""
    if scene.form[j] in EMPHASIS:
        return False
    info = scene.info(j)
    owned = bool(scene.owned(j)) or scene.form[j].endswith("ا")
    return owned or eventive(scene.words.stem[j]) or (info is not None and info.ordinary)


def _bare(scene: Scene, j: int) -> bool:
    """No article: an indefinite noun, or one with its own pronoun (``الوزارة منشورها``)."""
    if _accusative(scene, j):
        return True
    if scene.pos[j] != "NOUN" or scene.form[j] == "باسم":
        return False
    if not scene.words.definite[j]:
        return True
    return bool(scene.owned(j)) and scene.form[j] not in EMPHASIS


def _coordinated(scene: Scene, i: int, j: int) -> bool:
    """Whether ``و`` at ``j`` joins a noun to the phrase, and no clause begins there."""
    return (
        scene.pos[j] in ("NOUN", "ADJ", "PROPN")
        and not scene.comma[j]
        and (
            scene.words.definite[j] in (scene.words.definite[i], scene.words.definite[j - 1])
            or scene.pos[j] == "PROPN"
        )
    )


def skip_adverbials(scene: Scene, i: int, limit: int) -> int:
    """First word from ``i`` that is no adverb, time or prepositional phrase."""
    lex = lexicon()
    while i < limit:
        form = scene.bare[i]
        clitic = scene.words.proclitic[i]
        if scene.timed[i] or form in ("قد", "لم", "لا", "لن", "سوف"):
            i += 1
        elif _how(scene, i):
            i += 1  # ``مخاطبا بوتين``: how it was said, and to whom
            if i < limit and scene.pos[i] in ("NOUN", "PROPN") and not scene.comma[i]:
                i = noun_end(scene, i, limit)
        elif form in lex["manner_alone"] or _adverb(scene, i):
            i += 1  # ``بدوره``, ``دائما``
        elif scene.prep[i] or (
            clitic and clitic[-1] in "بل" and scene.pos[i] != "VERB" and not scene.whole_name(i)
        ):
            start = i + 1 if scene.prep[i] else i
            medium = _medium(scene, start) if form == "ل" or clitic == "ل" else None
            if medium is not None:
                i = min(limit, max(medium[1], start + 1))  # ``لـ«الوطن» فلان``
            else:
                i = noun_end(scene, start, limit) if start < limit else limit
                if i < limit and scene.comma[i] and any(map(scene.is_role, range(start, i))):
                    i = min(scene.person[i] or i, limit)  # ``بجوار الرئيس، فلان، …``
                i = _behind_description(scene, i, limit)
        elif form in lex["adjuncts"]:
            i += 1
            governs = form in lex["prepositions"] and not scene.owned(i - 1)
            if i < limit and scene.pos[i] in ("NOUN", "PROPN") and governs:
                i = noun_end(scene, i, limit)
        else:
            break
    return i


def _behind_description(scene: Scene, i: int, limit: int) -> int:
    """``في مؤتمر صحافي عقده مع نظيره، …``: behind the clause that describes an indefinite noun."""
    if i >= limit or scene.comma[i] or scene.words.definite[i - 1] or scene.could_be_name(i):
        return i
    if scene.pos[i] == "VERB" or scene.owned(i) in ("ه", "ها"):
        return next((k for k in range(i, limit) if scene.comma[k]), limit)
    return i


def starts_adjunct(scene: Scene, j: int, limit: int, named: bool) -> bool:
    """Whether an adverbial that is no part of the noun phrase before it begins at word ``j``."""
    lex = lexicon()
    form = scene.form[j]
    if scene.timed[j] or form in lex["adjuncts"]:
        return True
    if _circumstance(scene, j):
        return True
    clitic = scene.words.proclitic[j]
    if clitic == "ب" and scene.words.stem[j] in lex["pointing"]:
        return True  # ``بهذا الصدد``
    if clitic == "ل":
        return named or bool(scene.owned(j)) or _medium(scene, j) is not None
    if form in ("ل", "ب"):
        return True  # the particle stands alone before a quotation mark
    if scene.prep[j]:
        k = min(j + 1, len(scene.form) - 1)
        head = scene.words.stem[k].removeprefix("ال")
        if scene.form[k] in lex["occasions"] or head in lex["occasions"] or scene.timed[k]:
            return True
        return named or bool(scene.owned(k)) or scene.form[k] in lex["lead_ins"]
    if clitic not in ("ب", "وب") or form == "باسم":
        return False
    return named or _manner(scene, j)


def _manner(scene: Scene, j: int) -> bool:
    """``المتحدث بإصرار``: how it was said, behind a definite noun."""
    if scene.words.definite[j] or not eventive(scene.words.stem[j]):
        return False
    following = j + 1 < len(scene.form) and scene.words.definite[j + 1] and not scene.comma[j + 1]
    return scene.words.definite[j - 1] and not (following and scene.pos[j + 1] != "VERB")


def _completes(scene: Scene, j: int) -> bool:
    """Whether a prepositional phrase at word ``j`` belongs to the adjective before it."""
    clitic = scene.words.proclitic[j]
    pronoun = scene.pos[j] == "ADP" and bool(scene.words.enclitic[j])  # ``المعترف بها``
    governed = scene.prep[j] or clitic in ("ب", "ل") or pronoun
    if scene.comma[j] or scene.timed[j] or not governed:
        return False
    word = scene.words.stem[j - 1].removeprefix("ال")
    if not adjective(scene, j - 1):
        return False
    k = min(j + 1, len(scene.form) - 1) if scene.prep[j] else j
    if "ل" in (scene.prep[j], clitic) and not word.startswith("تابع") and _medium(scene, k):
        return False  # ``مصدر مطلع للأفق``
    head = scene.words.stem[k]
    return head not in lexicon()["occasions"] and head not in lexicon()["pointing"]


def adjective(scene: Scene, k: int) -> bool:
    """``المدعومة``, ``المعروف``: an adjective that is nothing without the preposition behind it."""
    word = scene.words.stem[k].removeprefix("ال")
    known = lexicon()["complemented"]
    return word in known or word[:-1] in known or word[:-2] in known


def _owns(scene: Scene, start: int, j: int) -> bool:
    """``تقرير لوكالة …``, ``الموقع الرسمي لـ"المكتبة الوطنية"``: whose a text or site is."""
    if scene.words.proclitic[j] != "ل" and scene.form[j] != "ل":
        return False
    head = scene.words.stem[start].removeprefix("ال")
    return head in lexicon()["texts"] and j - start <= 4


def _how(scene: Scene, i: int) -> bool:
    form = scene.form[i]
    return (
        form.startswith("م")
        and form.endswith("ا")
        and len(form) > 4
        and not scene.person[i]
        and form in lexicon()["how"]
    )


def _circumstance(scene: Scene, j: int) -> bool:
    """``الوزير مؤكدا``: an indefinite accusative behind a definite noun says how, not who."""
    return (
        scene.form[j].endswith("ا")
        and len(scene.form[j]) > 4
        and not scene.words.definite[j]
        and (scene.words.definite[j - 1] or scene.pos[j - 1] == "PROPN")
        and scene.form[j].startswith("م")
    )


def _medium(scene: Scene, j: int) -> tuple[int, int] | None:
    from khabar.statements.media import medium_at

    return medium_at(scene, j)


def speaker_span(
    scene: Scene, i: int, limit: int, skip: bool = True, stops: tuple[str, ...] = ()
) -> tuple[int, int] | None:
    """The noun phrase of who speaks between ``i`` and ``limit`` (the content's opener).

    Everything up to the opener belongs to it except adverbials; what follows a comma belongs to it
    where it is an apposition.
    """
    start = skip_adverbials(scene, i, limit) if skip else i
    if start >= limit or (skip and scene.pos[start] in ("CONJ", "PART", "ADP")):
        return None
    if start > i and scene.comma[start] and scene.pos[start] == "VERB":
        return None
    lex = lexicon()
    if scene.form[start] in lex["relatives"] or scene.bare[start] in lex["pronouns"]:
        return None
    if scene.pos[start] == "VERB" and not scene.could_be_name(start):
        return None
    j = start
    title = scene.entitled.get(start, 0)  # up to here the words are somebody's title and name
    named = relative = False
    aside = start  # where the last apposition begins
    while j < limit:
        if j > start:
            if scene.comma[j]:
                end = next((k for k in range(j + 1, limit) if scene.comma[k]), limit)
                another = named and scene.begun[j] and not scene.is_role(j)
                if another or not _apposition(scene, j, end, limit):
                    break  # ``فلان، التحالف العربي``
                aside = j
            if scene.form[j] in lex["then"] and j + 1 < limit and scene.comma[j + 1]:
                j += 1  # ``رئيس الوزراء آنذاك، فلان``
                continue
            counted = j == start + 1 and scene.prep[j] == "من" and counts(scene, start)
            if scene.prep[j] in stops and not (counted or _owns(scene, start, j)):
                break
            if not relative and _clause_goes_on(scene, start, j, title):
                break
            if relative:
                if scene.timed[j] or scene.form[j] in lex["replying"]:
                    break
            elif _owns(scene, start, j) or (
                scene.form[j] == "لدي" and not named and scene.is_role(start)
            ):
                pass  # ``السفير لدى الأمم المتحدة``
            elif _completes(scene, j):
                pass  # ``القوات المدعومة | من التحالف``
            elif scene.form[j] in lex["published"] or (
                starts_adjunct(scene, j, limit, named)
                and not (named and scene.person[j - 1] == j and _name_goes_on(scene, j, limit))
            ):
                break
        if j in scene.opens:
            _first, last = scene.quote_range[scene.opens[j].start]
            j = max(j + 1, min(last, limit))
            continue
        if scene.form[j] in lex["relatives"]:
            named, relative = False, True
        if scene.person[j] > j:
            named = True
            j = min(scene.person[j], limit)
            continue
        if j == start and _bare_name(scene, j, limit):
            named = True
        j += 1
    if start < aside < j < limit and scene.pos[aside] == "ADJ" and not scene.comma[j]:
        j = aside  # ``الشبكة، المعروفة | اختصارا بـ…،``: no name without its complement
    while j > start + 1 and scene.form[j - 1] in lex["prepositions"]:
        j -= 1
    if not named and j < limit:
        j = _name_behind(scene, j, limit)
    if named and start < aside < j < limit and not scene.comma[j]:
        j = _rest_of_name(scene, aside, j, limit)
    return (start, j) if j > start else None


def _name_behind(scene: Scene, j: int, limit: int) -> int:
    """``أمين المتحف للوحات من القرن الـ17، جوناثان بيكر:``: a long title's name behind a comma."""
    for k in range(j, limit):
        if scene.pos[k] == "VERB" or scene.is_that(k) or scene.colon[k]:
            break
        if scene.comma[k]:
            name = scene.person[k] or scene.entitled.get(k, 0)
            if name and (name >= limit or scene.comma[name] or _relative(scene, name)):
                return min(name, limit)
    return j


def _rest_of_name(scene: Scene, first: int, j: int, limit: int) -> int:
    """``…، محمد ماء العينين ولد أييه، أن``: all that stands between the marks is the name."""
    if scene.person[first] != j or j - first > 2:
        return j
    k = j
    while k < min(limit, j + 4) and not scene.comma[k] and not scene.timed[k]:
        if scene.prep[k] or scene.words.proclitic[k] or scene.is_that(k) or scene.is_role(k):
            return j
        k += 1
    closed = k > j and (scene.comma[k] or (k == limit and scene.is_that(k)))
    return k if closed else j


def _relative(scene: Scene, k: int) -> bool:
    return scene.bare[k] in lexicon()["relatives"]


def _clause_goes_on(scene: Scene, start: int, j: int, title: int) -> bool:
    """Whether word ``j`` is no part of the phrase: ``وهو رئيس الشركة``, or a second phrase."""
    if scene.words.proclitic[j] == "و" and scene.pos[j] in ("PRON", "VERB"):
        described = scene.pos[j] == "VERB" and "VERB" in scene.pos[start:j]
        return not described  # ``شهود يسكنون المدينة ويعملون فيها`` is one phrase
    if scene.bare[j] in lexicon()["pronouns"]:
        return True  # ``تودوروف هو …``
    verb = scene.pos[j] == "VERB" and not (scene.person[j - 1] == j and scene.could_be_name(j))
    if verb and scene.words.definite[start] and scene.words.definite[j - 1]:
        return True  # ``الشرطة تبحث عن``; a verb describes only what is indefinite
    return j >= title and not scene.comma[j] and _second_phrase(scene, start, j)


def _bare_name(scene: Scene, j: int, limit: int) -> bool:
    """A name of one word that no list knows (``دوتيرتي``), not the first word of a title."""
    if scene.pos[j] != "PROPN" or scene.titled[j] or scene.words.stem[j].startswith("ال"):
        return False
    return j + 1 >= limit or scene.pos[j + 1] not in ("NOUN", "ADJ", "PROPN")


def _name_goes_on(scene: Scene, j: int, limit: int) -> bool:
    """``محمد علي النقي أن``: what looks like a preposition is a name if the opener is near."""
    if scene.form[j] != "علي" or limit - j > 3 or any(scene.comma[j + 1 : limit]):
        return False
    if j + 1 >= limit or j + 1 in scene.opens:
        return j + 1 >= limit
    return scene.words.stem[j + 1].startswith("ال") or scene.could_be_name(j + 1)


def _apposition(scene: Scene, j: int, end: int, limit: int) -> bool:
    """Whether what stands between two commas names the speaker once more."""
    if end - j > 14 or scene.words.proclitic[j] in ("و", "ف", "ب", "ل"):
        return False
    lex = lexicon()
    if scene.form[j] in lex["relatives"]:
        return True
    if scene.form[j] in lex["adjuncts"] or scene.prep[j] or scene.timed[j]:
        return False
    noun = scene.pos[j] == "NOUN" and not (scene.is_role(j) or scene.begun[j])
    if noun and eventive(scene.words.stem[j].removeprefix("ال")):
        return False  # ``السلطات، نجاح اختبارها``: what is said
    return scene.pos[j] in ("NOUN", "PROPN", "ADJ")
