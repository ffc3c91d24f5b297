"""From triggers to events: parties, status, voice, time and place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from khabar.events import arguments, triggers
from khabar.events.arguments import Found
from khabar.events.scene import Scene, Unit, build
from khabar.events.spotting import spot
from khabar.events.status import status_of
from khabar.events.triggers import Trigger
from khabar.events.victims import victims_of
from khabar.model import Event, Party, Statement, Time
from khabar.names import Names
from khabar.names.knowledge import load as load_names
from khabar.text import Text
from khabar.words import Words


@dataclass(slots=True)
class Draft:
    """One trigger on the way to an event."""

    word: int
    trigger: Trigger
    kind: str
    type: str
    found: Found
    sources: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    status: str = "actual"
    statement: Statement | None = None
    #: The statement whose cue the trigger is.
    cue_of: Statement | None = None
    confidence: float = 1.0
    repeats: list[int] = field(default_factory=list)
    #: The verb only goes on about the event noun right before it.
    retells: bool = False


def prepare(text: Text, words: Words, names: Names, statements: tuple[Statement, ...]) -> Scene:
    """The article as the steps of this room see it."""
    return build(text, words, names, statements, load_names(), triggers.load())


def drafts(scene: Scene, gate: Callable[[Trigger, str], bool] | None = None) -> list[Draft]:
    """Every trigger that passes the gate, with its parties, before anything is left out."""
    text, statements = scene.text, scene.statements
    cues = {text.word_at(s.cue[0]): s for s in statements}
    contents = sorted((start, end, s.id) for s in statements for start, end in s.content)
    starts = [c[0] for c in contents]
    by_id = {s.id: s for s in statements}
    made: list[Draft] = []
    for t, (trigger, kind, suffix) in spot(scene):
        if gate is not None and not gate(trigger, kind):
            continue
        if kind in ("noun", "patient"):
            found = arguments.of_noun(scene, t, trigger, suffix)
        elif kind == "participle":
            found = arguments.of_participle(scene, t, trigger, suffix)
        else:
            found = arguments.of_verb(scene, t, trigger, kind, suffix)
        draft = Draft(t, trigger, kind, trigger.type, found)
        draft.cue_of = cues.get(t)
        draft.statement = _holder(text.starts[t], contents, starts, by_id)
        _fill(scene, draft, made, suffix)
        opener = made[-1] if made and _opens(scene, made[-1], draft) else None
        draft.status = status_of(scene, t, kind, opener.type if opener else None)
        if draft.status == "denied" and trigger.refusal:
            draft.type, draft.status = "REJECT", "actual"
        made.append(draft)
    return made


def _holder(
    offset: int,
    contents: list[tuple[int, int, int]],
    starts: list[int],
    by_id: dict[int, Statement],
) -> Statement | None:
    """The innermost statement whose content holds an offset."""
    k = bisect_right(starts, offset) - 1
    best = None
    for start, end, number in reversed(contents[max(0, k - 12) : k + 1]):
        if start <= offset < end and (best is None or end - start < best[0]):
            best = (end - start, number)
    return by_id[best[1]] if best else None


#: How far behind itself an act puts another in its scope: called for, promised, refused.
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
_SCOPE = {"REQUEST": 14, "THREATEN": 14, "AGREE": 6, "REJECT": 5}


def _opens(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Whether an event stands in the scope of the one before it: called for, promised, refused."""
    reach = _SCOPE.get(before.type)
    if reach is None or draft.word - before.word > reach:
        return False
    if before.word < scene.sentence(draft.word)[0]:
        return False
    if before.type in ("AGREE", "REJECT"):  # a call that is turned down was made all the same
        return draft.kind == "noun" and before.kind != "noun" and draft.type not in _SPOKEN
    return draft.kind == "noun" or scene.words.verb_form[draft.word] == "present"


def _fill(scene: Scene, draft: Draft, made: list[Draft], suffix: str) -> None:
    """Parties from the units found, the statement, the pronoun, and what was told before."""
    found, trigger = draft.found, draft.trigger
    draft.sources = [scene.party(u, how) for u, how in found.sources[:6]]
    draft.targets = [scene.party(u, how) for u, how in found.targets[:6]]
    if found.pronoun:
        _pronoun(scene, draft, made)
    _told_by_noun(scene, draft, made)
    _from_statement(draft)
    if not draft.targets and draft.kind != "first":
        pronoun = arguments.governed_pronoun(scene, draft.word, trigger)
        actor = (
            _agreeing(scene, draft.word, pronoun, {p.actor for p in draft.sources})
            if pronoun
            else None
        )
        if actor is not None:
            draft.targets = [scene.hidden(actor, "pronoun")]
    if not draft.sources and not found.passive:
        draft.sources = _missing_source(scene, draft, made)
    if trigger.symmetric and not draft.targets:
        _share(scene, draft)
    if not draft.targets and trigger.type in _HAVE_TARGET:
        taken = {p.actor for p in draft.sources}
        ends = {u.last for u, _ in found.sources}
        units = arguments.nearest(scene, draft.word, trigger, taken, ends, onward=True)
        draft.targets = [p for p in _parties(scene, units) if not _overlaps(p, draft.sources)]
    if trigger.type in _HAVE_TARGET and trigger.type != "REQUEST":
        _same_pair(draft, made)


def _parties(scene: Scene, units: list[tuple[Unit, str]]) -> list[Party]:
    return [scene.party(unit, how) for unit, how in units]


def _overlaps(party: Party, others: list[Party]) -> bool:
    """Whether a party's words or name are part of another's."""
    for other in others:
        if party.span and other.span:
            if party.span[0] < other.span[1] and party.span[1] > other.span[0]:
                return True
        elif party.name and other.name and party.name in other.name:
            return True
    return False


def _told_by_noun(scene: Scene, draft: Draft, made: list[Draft]) -> None:
    """``شن غارة استهدفت موقعا``: a verb right behind its own event noun shares its source."""
    if not made or draft.kind != "verb" or made[-1].kind != "noun" or made[-1].type != draft.type:
        return
    noun = made[-1]
    if draft.word - noun.word > 3 or scene.words.proclitic[draft.word]:
        return
    if not draft.targets:
        draft.targets = [p for p in draft.sources if p.resolved_by == "subject"]
    draft.sources = list(noun.sources)
    draft.retells = True
    draft.found.hidden_source = False
    draft.found.passive = True


def _share(scene: Scene, draft: Draft) -> None:
    """``اتفقت أنقرة وواشنطن``: two subjects of a symmetric event stand on either side."""
    if len(draft.sources) > 1:
        draft.sources, draft.targets = draft.sources[:1], draft.sources[1:]
    elif draft.found.sources and _is_pair(scene, draft.found.sources[0][0]):
        draft.targets = list(draft.sources)  # الوزيران, الجانبان


def _is_pair(scene: Scene, unit: Unit) -> bool:
    head = unit.head
    return scene.words.number[head] == "d" or scene.bare(head) in scene.lexicon.pairs


def _same_pair(draft: Draft, made: list[Draft]) -> None:
    """Who is missing is the other side of the pair that the article told of before."""
    for before in reversed(made[-8:]):
        if not before.sources or not before.targets:
            continue
        sides = (before.sources, before.targets)
        for mine, other in (sides, sides[::-1]):
            if draft.sources and not draft.targets and _share_actor(draft.sources, mine):
                draft.targets = [_again(p) for p in other]
                return
            if draft.targets and not draft.sources and _share_actor(draft.targets, mine):
                draft.sources = [_again(p) for p in other]
                return


def _again(party: Party) -> Party:
    return Party(None, party.name, party.actor, "same pair")


def _share_actor(one: list[Party], two: list[Party]) -> bool:
    return bool({p.actor for p in one if p.actor is not None} & {p.actor for p in two})


#: Types of events that somebody is always at the other end of.
_HAVE_TARGET = frozenset(
    {
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "ACCUSE",
        "THREATEN",
        "SANCTION",
        "COERCE",
        "ASSAULT",
        "REQUEST",
        "CONCEDE",
    }
)


def _from_statement(draft: Draft) -> None:
    """A speech act that is a statement as well takes its speaker and addressee."""
    cue = draft.cue_of
    if cue is None or cue.speaker.name is None or draft.type == "ASSAULT":
        return
    touched = {p.span for p in draft.targets} | {
        p.actor for p in draft.targets if p.actor is not None
    }
    if cue.speaker.span in touched or cue.speaker.actor in touched:
        return
    if draft.sources and _overlaps(cue.speaker, draft.targets):
        return  # the speaker's phrase has run on into the one addressed
    if cue.speaker.span is not None or not draft.sources:
        draft.sources = [cue.speaker]
    if cue.addressee is not None and not draft.targets:
        draft.targets = [cue.addressee]


def _missing_source(scene: Scene, draft: Draft, made: list[Draft]) -> list[Party]:
    """A source that stands outside the trigger's own phrase."""
    if draft.kind == "first" and draft.statement is not None:
        speaker = draft.statement.speaker
        return [Party(None, speaker.name, speaker.actor, "speaker")] if speaker.name else []
    if draft.found.hidden_source:
        parties = _last_subject(scene, draft, made)
        if parties:
            return parties
    taken = {p.actor for p in draft.targets} - {None}
    governed = _governed(scene, draft, made)
    if governed:
        return governed
    if draft.kind == "noun":
        units = arguments.clause_subject(scene, draft.word, _floor(scene, draft))
        units = [(u, how) for u, how in units if u.actor is None or u.actor not in taken]
        if units:
            return [scene.party(u, how) for u, how in units]
    if draft.found.hidden_source or draft.kind in ("verb", "participle"):
        units = arguments.nearest(scene, draft.word, draft.trigger, taken, set(), onward=False)
        return [scene.party(u, how) for u, how in units]
    return []


def _floor(scene: Scene, draft: Draft) -> int:
    """The first word of the statement that holds the trigger: its cue is no part of the clause."""
    if draft.statement is None:
        return 0
    at = scene.text.starts[draft.word]
    starts = [start for start, end in draft.statement.content if start <= at < end]
    return scene.text.word_at(starts[0]) if starts else 0


def _governed(scene: Scene, draft: Draft, made: list[Draft]) -> list[Party]:
    """``اتهم الرجل بالتعاون مع``, ``دعا الأطراف إلى وقف``: the one addressed does the second act."""
    if not made or draft.kind != "noun":
        return []
    before, words = made[-1], scene.words
    opener = words.proclitic[draft.word].endswith("ب") or words.stem[draft.word - 1] in (
        "الي",
        "علي",
    )
    if not opener or draft.word - before.word > 14 or before.kind == "noun":
        return []
    if before.word < scene.sentence(draft.word)[0]:
        return []
    parties = {"ACCUSE": before.targets, "REQUEST": before.targets, "THREATEN": before.sources}
    return [Party(None, p.name, p.actor, "governed") for p in parties.get(before.type, [])]


def _last_subject(scene: Scene, draft: Draft, made: list[Draft]) -> list[Party]:
    """The subject of the event told before, within the paragraph, or the last speaker."""
    first, _ = scene.sentence(draft.word)
    for before in reversed(made[-6:]):
        if before.word < first - 60:
            break
        if before.sources and before.kind in ("verb", "participle") and not before.found.passive:
            return [Party(None, p.name, p.actor, "last subject") for p in before.sources]
    return []


def _pronoun(scene: Scene, draft: Draft, made: list[Draft]) -> None:
    """Whom an attached pronoun means: the nearest actor before it that agrees."""
    trigger, suffix = draft.trigger, draft.found.pronoun
    as_target = draft.kind != "noun" or trigger.genitive in ("target", "both")
    actor = None
    if suffix == "نا" and draft.statement is not None:
        speaker = draft.statement.speaker
        parties = [Party(None, speaker.name, speaker.actor, "speaker")] if speaker.name else []
    else:
        taken = {p.actor for p in draft.sources}
        actor = None if as_target else _subject_meant(scene, draft, suffix)
        if actor is None:
            actor = _agreeing(scene, draft.word, suffix, taken if as_target else set())
        parties = [scene.hidden(actor, "pronoun")] if actor is not None else []
    if as_target:
        draft.targets = draft.targets or parties
    else:
        draft.sources = draft.sources or parties


def _subject_meant(scene: Scene, draft: Draft, suffix: str) -> int | None:
    """``تهدد أنقرة بنقل هجومها``: the subject of the clause, where its gender allows it."""
    for unit, _ in arguments.clause_subject(scene, draft.word, _floor(scene, draft)):
        gender = scene.words.gender[unit.head]
        if unit.actor is not None and not (
            (suffix == "ه" and gender == "f") or (suffix == "ها" and gender == "m")
        ):
            return unit.actor
    return None


def _agreeing(scene: Scene, t: int, suffix: str, taken: set[int | None]) -> int | None:
    names = scene.names
    first, _ = scene.sentence(t)
    k = _mention_before(scene, t)
    for index in range(k, max(-1, k - 10), -1):
        mention = names.mentions[index]
        if names.ranges[index][0] < first - 40:
            break
        if mention.actor is None or mention.actor in taken or mention.kind == "place":
            continue
        actor = names.actors[mention.actor]
        if actor.role == "MED":
            continue
        if (
            suffix == "ه"
            and actor.gender != "f"
            and actor.kind in ("person", "role", "group", "organization")
        ):
            return mention.actor
        if suffix == "ها" and (
            actor.gender == "f" or actor.kind in ("state", "organization", "group")
        ):
            return mention.actor
        if suffix in ("هم", "هما") and actor.kind in ("group", "organization", "role"):
            return mention.actor
    return None


def _mention_before(scene: Scene, t: int) -> int:
    """Index of the last mention that begins before word ``t``, or -1."""
    return bisect_right(scene.mention_firsts, t - 1) - 1


def place_of(scene: Scene, draft: Draft, word: int) -> Party | None:
    """Where: the nearest place after a preposition of place in the clause that is no party."""
    _, last = scene.sentence(word)
    taken = {u.first for u, _ in (*draft.found.sources, *draft.found.targets)}
    for chunk in scene.chunks_after(word + 1, min(last, word + 25)):
        for unit in scene.units(chunk.first, chunk.last):
            is_place = unit.kind in ("place", "site", "state") and unit.actor is not None
            if (
                is_place
                and unit.first not in taken
                and chunk.prep in ("في", "ب", "قرب", "داخل", "علي")
            ):
                return scene.party(unit, "place")
    return None


def time_of(scene: Scene, word: int, times: list[Time]) -> int | None:
    """When: the nearest date of the sentence."""
    first, last = scene.sentence(word)
    low, high = scene.text.starts[first], scene.text.ends[last - 1]
    at = scene.text.starts[word]
    best = None
    for index, time in enumerate(times):
        if time.type in ("DATE", "TIME") and low <= time.span[0] < high:
            distance = abs(time.span[0] - at)
            if best is None or distance < best[0]:
                best = (distance, index)
    return best[1] if best else None


def _victims(scene: Scene, draft: Draft) -> dict[str, int]:
    """Counts beside the trigger, and those that a later telling adds."""
    counts: dict[str, int] = {}
    for word in (draft.word, *sorted(draft.repeats)[:8]):
        for kind, count in victims_of(scene, word, draft.type, draft.status).items():
            counts.setdefault(kind, count)
    return counts


def event_of(scene: Scene, number: int, draft: Draft, times: list[Time]) -> Event:
    """The record's form of a draft."""
    text = scene.text
    told = (draft.word, *sorted(draft.repeats)[:4])
    clitics = scene.words.proclitic[draft.word].rstrip("س")
    start, end = text.starts[draft.word], text.ends[draft.word]
    if clitics and len(text.forms[draft.word]) > len(clitics) + 1:
        start = text.after_letters(draft.word, len(clitics))  # a vowel mark may stand on them
    return Event(
        id=number,
        type=draft.type,
        mode=draft.trigger.mode,
        trigger=(start, end),
        sources=tuple(draft.sources),
        targets=tuple(draft.targets),
        place=next(filter(None, (place_of(scene, draft, w) for w in told)), None),
        time=next((t for w in told if (t := time_of(scene, w, times)) is not None), None),
        status=draft.status,
        statement=draft.statement.id if draft.statement else None,
        confidence=round(draft.confidence, 2),
        mentions=tuple(text.span(w, w + 1) for w in sorted(draft.repeats)),
        victims=_victims(scene, draft),
    )


__all__ = ["Draft", "Unit", "drafts", "event_of", "prepare"]
