"""The words that report speech, and what may follow each of them.

``lexicon/cues*.toml`` is what people edit; ``python -m khabar.statements.cue_build`` writes every
inflected form of it to ``lexicon/cues.tsv``, which is what loads here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from khabar.lexicon import load_rows
from khabar.words.conjugate import Shape


@dataclass(slots=True, frozen=True)
class Frame:
    """One construction in which a cue introduces a content."""

    #: that | prep_that | quote | clause | noun | prep_noun | object_then | predicate | speech |
    #: prep_speech
    kind: str
    #: The governed preposition, folded; "" where there is none.
    prep: str
    #: always | often | rare: how much of what the cue reports is a bare noun phrase.
    nominal: str
    act: str


@dataclass(slots=True, eq=False)
class Cue:
    """A reporting word with all its frames."""

    lemma: str
    #: verb | noun | completion | document
    kind: str
    act: str
    frames: tuple[Frame, ...]
    #: How an addressee may stand between cue and content: "object", or a folded preposition.
    addressee: tuple[str, ...]
    #: More often something else than a report; needs an opener beside it.
    weak: bool
    #: Its third person without a subject is nobody's word (``يُعتقد``, ``عُلم``).
    impersonal: bool
    #: ``نقل عن``: the subject is only an intermediary of the one behind the preposition.
    relay: bool
    #: The noun it takes decides the act (``أعرب عن أمله``); see :func:`object_act`.
    light: bool
    takes_quote: bool = field(init=False, default=False)
    takes_clause: bool = field(init=False, default=False)
    takes_object: bool = field(init=False, default=False)
    #: Hardly ever anything else than a report.
    strong: bool = field(init=False)
    #: ``قائلا``, ``بقوله``: mostly goes on with an earlier verb.
    completion: bool = field(init=False)
    #: ``جاء في البيان``: the speaker stands behind the preposition.
    document: bool = field(init=False)
    #: The kinds of its frames, sorted, as one word.
    kinds: str = field(init=False, default="")
    #: Frames by governed preposition; "" where أن follows directly.
    thats: dict[str, Frame] = field(init=False, default_factory=dict)
    preps: dict[str, Frame] = field(init=False, default_factory=dict)
    targets: dict[str, Frame] = field(init=False, default_factory=dict)
    noun: Frame | None = field(init=False, default=None)
    predicate: Frame | None = field(init=False, default=None)
    #: Prepositions before the noun of speech of a light verb; "" where it is the object.
    carriers: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        for frame in self.frames:
            if frame.kind in ("that", "prep_that"):
                self.thats[frame.prep] = frame
            elif frame.kind == "prep_noun":
                self.preps[frame.prep] = frame
            elif frame.kind == "object_then":
                self.targets[frame.prep] = frame
            elif frame.kind == "quote":
                self.takes_quote = True
            elif frame.kind == "clause":
                self.takes_clause = True
            elif frame.kind == "noun":
                self.noun = frame
            elif frame.kind in ("speech", "prep_speech"):
                self.carriers.add(frame.prep)
            else:
                self.predicate = frame
        self.strong = not self.weak
        self.completion = self.kind == "completion"
        self.document = self.kind == "document"
        self.takes_object = "object" in self.addressee or bool(self.targets)
        self.kinds = ",".join(sorted({frame.kind for frame in self.frames}))

    def takes_that(self, prep: str = "") -> bool:
        """Whether أن may follow, directly or after ``prep``."""
        # Newspapers write بأن for أن behind any verb.
        return prep in self.thats or (prep == "ب" and "" in self.thats)

    def governs(self, prep: str) -> bool:
        """Whether a noun phrase behind ``prep`` can be its content."""
        return prep in self.preps or prep in self.targets

    def act_of(self, kind: str, prep: str = "") -> str:
        """The act in one construction; the cue's own where the frame has none."""
        kinds = {kind, f"prep_{kind}"}
        acts = (f.act for f in self.frames if f.prep == prep and f.kind in kinds)
        return next(acts, self.act)


@dataclass(slots=True, eq=False)
class CueForm:
    """One reading of a written word as a cue."""

    cue: Cue
    #: past | present | participle | noun
    cls: str
    person: str
    gender: str
    number: str
    #: The attached pronoun, folded, or "".
    suffix: str
    passive: bool
    #: A verb, not a participle or a noun.
    finite: bool = field(init=False)

    def __post_init__(self) -> None:
        self.finite = self.cls in ("past", "present")

    def act(self, kind: str, prep: str = "") -> str:
        """The act of a report of this cue in one construction."""
        return self.cue.act_of(kind, prep)

    def prep_act(self, prep: str, noun: str = "") -> str:
        """The act where ``noun`` follows a preposition that the cue governs."""
        act = object_act(noun) if self.cue.light and noun else None
        return act or (self.cue.preps.get(prep) or self.cue.targets[prep]).act

    def noun_always(self) -> bool:
        """A bare noun phrase behind the cue is nearly always its content."""
        return self.cue.noun is not None and self.cue.noun.nominal == "always"


@dataclass(slots=True)
class Book:
    """All cues. Forms are numbered in the order of the file, and a reading is made when asked for."""

    cues: list[Cue] = field(default_factory=list)
    #: The number of each cue's first form.
    starts: list[int] = field(default_factory=list)
    shapes: list[list[Shape]] = field(default_factory=list)
    #: Folded form → its number; of a form with several readings, the number of one of them.
    forms: dict[str, int] = field(default_factory=dict)
    #: Folded form → its numbers, where there are several.
    shared: dict[str, tuple[int, ...]] = field(default_factory=dict)
    #: Folded noun → act, for the light verbs.
    objects: dict[str, str] = field(default_factory=dict)
    #: First word → (words, what stands before the source, act).
    according: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(default_factory=dict)
    readings: dict[str, tuple[CueForm, ...]] = field(default_factory=dict)

    def read(self, form: str) -> tuple[CueForm, ...]:
        """The readings of a form; see :func:`lookup`."""
        known = self.readings.get(form)
        if known is None:
            number = self.forms.get(form)
            if number is None:
                return ()
            numbers = self.shared.get(form, (number,))
            known = self.readings[form] = tuple(self._reading(n) for n in numbers)
        return known

    def _reading(self, number: int) -> CueForm:
        row = bisect_right(self.starts, number) - 1
        return CueForm(self.cues[row], *self.shapes[row][number - self.starts[row]])


@cache
def book() -> Book:
    """The whole lexicon; loaded once."""
    shapes: list[Shape] = []
    patterns: list[list[Shape]] = []
    found = Book()
    count = 0
    for row in load_rows("cues"):
        mark, first = row[0], row[1]
        if mark == "cue":
            pattern = patterns[int(row[7])]
            found.cues.append(_cue(row))
            found.starts.append(count)
            found.shapes.append(pattern)
            found.forms.update(
                zip(row[8].split(" "), range(count, count + len(pattern)), strict=True)
            )
            count += len(pattern)
        elif mark == "shared":
            found.shared[first] = tuple(map(int, row[2].split(" ")))
        elif mark == "shape":
            cls, person, gender, number, suffix = row[1:6]
            shapes.append(Shape(cls, person, gender, number, suffix, row[6] == "passive"))
        elif mark == "pattern":
            patterns.append([shapes[int(i)] for i in first.split(" ")])
        elif mark == "object":
            found.objects.update(dict.fromkeys(row[2].split(" "), first))
        elif mark == "according":
            words = tuple(first.split(" "))
            found.according.setdefault(words[0], []).append((words, row[2], row[3]))
    return found


def lookup(form: str) -> tuple[CueForm, ...]:
    """The readings of a folded word, without its particles, as a cue; the likeliest first."""
    return book().read(form)


def read(form: str, bare: str, stem: str, verb: bool) -> tuple[tuple[CueForm, ...], str]:
    """The readings of a written word as a cue, and the word without the particles cut off for it.

    ``bare`` is the form without a conjunction, ``stem`` that without any particle, as the word
    layer has them; ``verb``: the word is a verb in its place.
    """
    found = lookup(form)
    if found:
        return found, bare
    if bare != form:
        found = lookup(bare)
    # A first ف is mostly a letter of the word (``فيلم``) unless the word is a verb.
    if not found and (form[0] in "وسل" or (verb and form[0] == "ف")) and len(form) > 3:
        found, bare = _behind_particles(form, bare)
    if not found and stem not in (form, bare):
        found = lookup(stem)
    return found, bare


def _behind_particles(form: str, bare: str) -> tuple[tuple[CueForm, ...], str]:
    """A verb behind و, ف, the future س or the purpose ل that the word layer left on it."""
    rest = form[1:] if form[0] in "وف" else form
    if rest != form:
        found = tuple(f for f in lookup(rest) if f.cls != "noun")
        if found:
            return found, rest
    if rest[0] in "سل" and rest[1:2] in ("ي", "ت", "ن"):
        found = tuple(f for f in lookup(rest[1:]) if f.cls == "present")
        if found:
            return found, rest
    return (), bare


def object_act(form: str) -> str | None:
    """The act that a noun gives to the light verb before it: ``أمله`` → hope, ``دعوته`` → call."""
    return book().objects.get(form.removeprefix("ال"))


def _cue(row: list[str]) -> Cue:
    _, lemma, kind, act, flags, addressee, frames, *_ = row
    return Cue(
        lemma,
        kind,
        act,
        tuple(_frame(f, act) for f in frames.split(" ")) if frames else (),
        tuple(addressee.split(" ")) if addressee else (),
        "weak" in flags,
        "impersonal" in flags,
        "relay" in flags,
        "light" in flags,
    )


@cache
def _frame(code: str, act: str) -> Frame:
    kind, prep, nominal, own = code.split("/")
    return Frame(kind, prep, nominal, own or act)
