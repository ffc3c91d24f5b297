"""What a speaker is called: the person, body or description behind a noun phrase."""

from __future__ import annotations

from itertools import pairwise

from khabar.model import Span
from khabar.statements import speakers
from khabar.statements.phrases import adjective, eventive
from khabar.statements.scene import Scene, lexicon
from khabar.statements.speakers import Speaker
from khabar.text import fold

#: So many words behind a known name that no list knows may go on with it.
_UNKNOWN = 2


def named(scene: Scene, span: tuple[int, int]) -> Speaker:
    """A speaker from the noun phrase that names it."""
    gender, number = speakers.agreement(scene, span)
    core = _without_clause(scene, span)
    name, actor, rule = phrase_text(scene, core)[1], None, "description"
    whole = core if _is_text(scene, span[0]) else span
    people = _people(scene, whole)
    inside = set() if people else _names_somebody(scene, core)
    if people:
        ones = [scene.names.actors[actor] for actor in people]
        name = " و".join(one.name for one in ones)
        fuller = _fuller_name(scene, span, name) if len(ones) == 1 else None
        actor, rule = (
            (ones[0].id, ones[0].resolved_by or "name")
            if len(ones) == 1
            else (None, "coordination")
        )
        gender, number = (ones[0].gender or gender, "s") if len(ones) == 1 else ("m", "p")
        if fuller is not None:
            name, actor, rule = fuller, None, "name"
    elif scene.names.resolver is not None:
        found = scene.names.resolver.actor_of(*core)
        if found is not None and found.actor not in inside:  # a title alone, a body, a state
            actor, rule = found.actor, found.rule
            gender = gender or scene.names.resolver.agreement(actor)[0]
            one = scene.names.resolver.all[actor]
            info = scene.info(core[0])
            noun = core[1] - core[0] == 1 and info is not None and info.body is not None
            if one.key and (one.kind == "person" or (noun and len(one.key) > 1)):
                name = one.name  # ``العاهل الأردني``, ``المرصد``
            elif noun and one.resolved_by == "list" and one.role != "MED":
                name = one.name  # ``المنظمة``
    if (actor is None or rule == "title") and not people:
        beside = None if inside else _name_beside_title(scene, core, whole[1])
        name = beside or _name_before_title(scene, core) or name
    head = scene.words.stem[span[0]].removeprefix("ال")
    return Speaker(span, name, gender, number, actor, rule, head)


def _is_text(scene: Scene, k: int) -> bool:
    return scene.words.stem[k].removeprefix("ال") in lexicon()["texts"]


def _without_clause(scene: Scene, span: tuple[int, int]) -> tuple[int, int]:
    """``الأمم المتحدة، التي حاولت …``: the words before what only says more of who is named."""
    first, last = span
    names = {end for m, (start, end) in scene.mentions_in(first, first + 1) if end > start + 1}
    paper = scene.words.stem[first].startswith("ال") and _is_text(scene, first)
    paper = paper and scene.words.number[first] == "s"  # ``المعطيات التي …`` are told by it
    for k in range(first + 1, last):
        relative = scene.form[k] in lexicon()["relatives"]
        if paper and (relative or (k == first + 1 and adjective(scene, k))):
            return first, k  # ``البيان الذي نشره …``
        if scene.comma[k] and scene.words.definite[k - 1]:
            told = scene.pos[k] == "ADJ" and scene.words.definite[k] and not scene.is_role(k)
            if relative or told or adjective(scene, k):
                return first, k
        if relative:
            known = k in names or scene.person[k - 1] == k or _definite_title(scene, first)
            unknown = _name_before_title(scene, (first, k)) or _name_behind_title(scene, (first, k))
            return (first, k) if known or unknown else span
    return span


def _definite_title(scene: Scene, k: int) -> bool:
    """``المسؤول …``, ``نقيب الأطباء …``, but not ``متحدثة باسم …``."""
    return scene.is_role(k) and scene.words.definite[k + (not scene.words.definite[k])]


def _names_somebody(scene: Scene, span: tuple[int, int]) -> set[int | None]:
    """Actors of the persons named in a phrase, whoever they are to its head."""
    return {m.actor for m, _ in scene.mentions_in(*span) if m.kind == "person"}


def _fuller_name(scene: Scene, span: tuple[int, int], name: str) -> str | None:
    """``صفية سعيد انتيف`` where only ``سعيد انتيف`` is known as a name; None where all is known."""
    for mention, (first, last) in scene.mentions_in(*span):
        if mention.kind != "person":
            continue
        start, end = _name_start(scene, span[0], first), last
        behind = end
        while behind < span[1] and not scene.comma[behind] and not scene.person[behind]:
            if behind in scene.opens or not _surname(scene, behind):
                break
            behind += 1
        if behind == span[1] or (scene.comma[behind] and behind - end <= _UNKNOWN):
            end = behind
        if scene.comma[start] and start > span[0] and end < span[1] <= start + 6:
            bare = not any(scene.comma[end : span[1]]) and not scene.is_role(end)
            end = span[1] if bare else end  # ``…، محمد ماء العينين ولد أييه``
        if (start, end) == (first, last):
            return None
        whole = phrase_text(scene, (start, end))[1]
        return None if set(fold(whole).split()) <= set(fold(name).split()) else whole
    return None


def _name_start(scene: Scene, start: int, first: int) -> int:
    """First word of a name of which the part from ``first`` on is known."""
    k = first
    while k > start and not scene.comma[k]:
        if scene.form[k - 1] in lexicon()["sons"] and k - 2 >= start:
            k -= 2  # ``سلطان بن عرار``
            first = k
        elif scene.could_be_name(k - 1):
            k -= 1
        else:
            break
    return k if k == start else first  # a firm or place before a name ends its title


def _surname(scene: Scene, k: int) -> bool:
    """A word behind a name that is no other word: ``محمد فريد الشيبة``, ``عبد السلام خلفي``."""
    info = scene.info(k)
    if scene.prep[k] or scene.owned(k) not in ("", "ي"):
        return False
    if scene.could_be_name(k) and not scene.timed[k]:
        return True
    if info is None or scene.begun[k] or scene.words.proclitic[k] or info.small:
        return False
    if info.roles or info.honorific or info.demonym is not None or info.ordinary:
        return False
    if scene.form[k] in lexicon()["deity"]:
        return False
    if scene.words.stem[k].startswith("ال"):
        return scene.pos[k] in ("NOUN", "PROPN")
    return scene.pos[k] in ("NOUN", "PROPN", "ADJ") and not scene.form[k].endswith("ا")


def _name_beside_title(scene: Scene, span: tuple[int, int], end: int) -> str | None:
    """``سينديسيو تشيكونجا، وزير النقل``: a name that no list knows, by the title beside it.

    The name may stand behind a clause that describes the title's holder, up to word ``end``.
    """
    first = span[0]
    commas = [k for k in range(first + 1, end) if scene.comma[k]]
    if not commas:
        return _name_before_title(scene, span) or _name_behind_title(scene, span)
    parts = [((first, commas[0]), commas[0])]
    parts += [((k, stop), first) for k, stop in pairwise([*commas, end])]
    for name, title in parts:
        if 2 <= name[1] - name[0] <= 5 and _is_name_of(scene, name, title):
            return phrase_text(scene, name)[1]
    return None


def _is_name_of(scene: Scene, name: tuple[int, int], title: int) -> bool:
    """Whether words are a name, by themselves or by the title beside them."""
    words = range(*name)
    if all(map(scene.could_be_name, words)):
        return scene.pos[title] in ("NOUN", "ADJ")
    bare = not scene.is_role(name[0]) and not any(scene.prep[k] or scene.titled[k] for k in words)
    return bare and scene.is_role(title)


def _people(scene: Scene, span: tuple[int, int]) -> list[int]:
    """Actors of the persons whom a noun phrase names as its head, not as somebody's possessor."""
    lex = lexicon()
    found: list[int] = []
    end = 0
    for mention, (first, last) in scene.mentions_in(*span):
        if mention.kind != "person" or mention.actor is None:
            continue
        beside = first == end and not scene.comma[first]
        end = last
        if found and beside and not scene.form[first].startswith(("و", "بن")):
            found[-1] = mention.actor  # ``ممثل فلان أحمد الصافي``: two names, one in the title
            continue
        alone = scene.comma[first] and (last >= span[1] or scene.comma[last])
        if not alone and any(scene.form[k] in lex["relatives"] for k in range(span[0], first)):
            break
        if first > span[0] and not found and _belongs_to(scene, span[0], (first, last)):
            continue
        if found and not (
            scene.form[first].startswith("و") or scene.form[first - 1].startswith("و")
        ):
            continue
        if mention.actor not in found:
            found.append(mention.actor)
    return found


def _belongs_to(scene: Scene, start: int, name: tuple[int, int]) -> bool:
    """Whether a person named in a phrase only possesses its head: ``باسم مكتب تيريزا ماي``."""
    relations = lexicon()["relations"]
    resolver = scene.names.resolver
    title = resolver.title_at.get(name, name[0]) if resolver is not None else name[0]
    while title > start and scene.is_role(title - 1):
        title -= 1
    nearest = name[0] - 1
    if scene.form[nearest] in relations or scene.form[nearest] == "باسم":
        return True
    if _possessed(scene, start, nearest):
        return True
    if scene.form[start] in lexicon()["each"]:
        return False
    apart = any(scene.comma[start + 1 : name[0] + 1])
    if scene.words.stem[start] in relations and not apart:
        return True  # ``محامي فلان``; ``المحامي فلان`` is he
    if title == start:
        return False
    if any(scene.words.stem[k] in relations for k in range(start + 1, title)) and not apart:
        return True  # ``أحد أبناء الحرفي فلان``
    if scene.prep[title - 1] or scene.words.proclitic[title] in ("ب", "ل"):
        return True
    info = scene.info(start)
    body = info is not None and info.body is not None and not info.roles
    return body or _is_text(scene, start)


def _possessed(scene: Scene, start: int, k: int) -> bool:
    """``ولايتي مستشار خامنئي``, ``خصوم فلان``, ``بقيادة فلان``: the noun before a name owns it not."""
    info = scene.info(k)
    if k < start or info is None or scene.comma[k + 1] or scene.owned(k):
        return False
    if scene.pos[k] != "NOUN" or scene.words.stem[k].startswith("ال") or info.honorific:
        return False
    if k == start:
        several = scene.words.number[k] == "p" or eventive(scene.words.stem[k])
        return several and info.ordinary and not info.roles
    if scene.words.proclitic[k].endswith("ب"):
        return scene.form[k] != "باسم" and not scene.mentions_in(k, k + 1)
    return bool(info.roles) and not scene.is_role(start) and not scene.person[start]


def _name_before_title(scene: Scene, span: tuple[int, int]) -> str | None:
    """``شاران بورو الأمينة العامة للاتحاد``, ``ولايتي مستشار خامنئي``: no mark before the title."""
    k = span[0]
    while k < span[1] and not scene.is_role(k) and scene.could_be_name(k):
        info = scene.info(k)
        if info is not None and info.ordinary and scene.words.stem[k].startswith("ال"):
            break
        k += 1
    name = 2 <= k - span[0] <= 4 or (k - span[0] == 1 and _one_name(scene, span[0]))
    if name and k < span[1] and scene.is_role(k) and not scene.words.proclitic[k]:
        return phrase_text(scene, (span[0], k))[1]
    return None


def _name_behind_title(scene: Scene, span: tuple[int, int]) -> str | None:
    """``المحللة عظيمة شيما``: what is left behind a title's nouns and adjectives."""
    k = span[0]
    while k < span[1] and (scene.is_role(k) or (k > span[0] and scene.words.definite[k])):
        if k > span[0] and scene.could_be_name(k) and not scene.words.stem[k].startswith("ال"):
            break
        k += 1
    title = k > span[0] and scene.words.stem[k - 1].startswith("ال")
    title = title and not any(p and p != "علي" for p in scene.prep[k : span[1]])
    if title and 2 <= span[1] - k <= 4 and all(map(scene.could_be_name, range(k, span[1]))):
        return phrase_text(scene, (k, span[1]))[1]
    return None


def _one_name(scene: Scene, k: int) -> bool:
    """``ولايتي مستشار …``: a word that is known as a name and as nothing else."""
    info = scene.info(k)
    name = info is not None and any(info.name) and not (info.ordinary or info.common)
    return bool(name) and not scene.words.stem[k].startswith("ال")


def phrase_text(scene: Scene, span: tuple[int, int]) -> tuple[Span, str]:
    """Offsets and wording of a noun phrase, without what is attached before its first word."""
    text = scene.text
    first, last = span
    clitic, stem = scene.particle(first), scene.words.stem[first]
    if not clitic and stem.startswith("لل") and len(stem) > 4:
        clitic, stem = "ل", "ال" + stem[2:]  # the word layer knows too little of it to split it
    start, end = text.after_letters(first, len(clitic)), text.ends[last - 1]
    article = ""
    if (
        clitic.endswith("ل")
        and text.forms[first].startswith(clitic + "ل")
        and not stem.startswith("ل")
    ):
        article = "ا"  # للوزير: the article has lost its alif
    end += _closing_mark(text.raw, start, end)
    return (start, end), " ".join((article + text.raw[start:end]).split())


def _closing_mark(raw: str, start: int, end: int) -> int:
    """1 where a quotation mark opened inside the phrase closes right behind it."""
    closing = raw[end : end + 1]
    if closing not in _OPENING:
        return 0
    phrase = raw[start:end]
    if closing == '"':
        return phrase.count(closing) % 2
    return int(phrase.count(_OPENING[closing]) > phrase.count(closing))


#: Closing quotation mark → the one that opened.
_OPENING = {"»": "«", "”": "“", '"': '"'}
