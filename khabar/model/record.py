"""The record of one article: the only place that defines it.

Every ``span`` is ``(start, end)``: indices of Python ``str`` characters (Unicode code points)
into ``Record.text``, end exclusive, ``0 <= start < end <= len(text)``. Field order is JSON order;
a new field goes last with a default, so that records of older versions still load. A record holds
no cycles, so the garbage collector need not look at it (``gc=False``).
"""

from __future__ import annotations

import msgspec

Span = tuple[int, int]


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text that names a participant or a place."""

    span: Span
    text: str
    #: person | place | organization | state | group | role
    kind: str
    #: ``Actor.id``, or null where the mention belongs to no known actor.
    actor: int | None = None


class Actor(msgspec.Struct, frozen=True, gc=False):
    """One real-world participant of the article, whatever it is called on the way."""

    id: int
    #: The fullest name the article gives.
    name: str
    #: person | place | organization | state | group | role
    kind: str
    #: ISO 3166-1 alpha-3 of the state it is or belongs to.
    country: str | None = None
    #: PLOVER sector code (GOV, MIL, MED, IGO …).
    role: str | None = None
    #: The office or title beside the name.
    title: str | None = None
    #: m | f
    gender: str | None = None
    #: The rule that made one actor of its mentions.
    resolved_by: str | None = None
    #: Wikidata item where it is known for certain.
    wikidata: str | None = None
    #: Latitude and longitude in degrees (WGS 84) of a place in the lexicon.
    coordinates: tuple[float, float] | None = None
    #: Who held the office on the record's date, where the article gives the title alone.
    known_as: str | None = None


class Time(msgspec.Struct, frozen=True, gc=False):
    """A date, clock time, duration or set, as TIMEX3 has it."""

    span: Span
    #: DATE | TIME | DURATION | SET
    type: str
    #: ISO 8601 value as TIMEX3 writes it, resolved against the record's date.
    value: str
    text: str


class Party(msgspec.Struct, frozen=True, gc=False):
    """Somebody in a role: a speaker, an addressee, a medium, a source or target of an event."""

    #: The mention beside the cue; null where the words hide it.
    span: Span | None
    #: The fullest name the article gives; null where nobody could be found.
    name: str | None
    actor: int | None = None
    #: Which step found it, or why none did.
    resolved_by: str | None = None


class Statement(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text whose content the article attributes to somebody."""

    id: int
    #: direct | indirect | mixed | nominal
    kind: str
    #: say | assert | announce | deny | accuse | condemn | warn | call | promise | hope | opinion |
    #: praise | ask
    act: str
    #: One span, or more where the cue interrupts the content.
    content: tuple[Span, ...]
    cue: Span
    #: Dictionary form of the cue.
    lemma: str
    speaker: Party
    #: To whom it was said (``قال للصحفيين``), or whom the act is aimed at (``اتهم إيران بـ``).
    addressee: Party | None = None
    #: Media and intermediaries the words name, the one nearest to the speaker first.
    via: tuple[Party, ...] = ()
    #: ``Statement.id`` of the statement whose content holds this one whole.
    parent: int | None = None
    #: Share of statements of this kind of evidence that are right, 0 to 1.
    confidence: float = 1.0
    #: The saying itself is denied (``لم يؤكد``) or only imagined (``لو قال``).
    negated: bool = False
    #: The saying is still to come (``سيعلن``, ``من المقرر أن يعلن``, ``إذا أعلن``).
    future: bool = False
    #: Media of the speech that this statement continues; its own words name none.
    via_inherited: tuple[Party, ...] = ()


class Event(msgspec.Struct, frozen=True, gc=False):
    """A political event between actors, typed by PLOVER."""

    id: int
    type: str
    mode: str | None
    trigger: Span
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    place: Party | None = None
    #: Index into ``Record.times``.
    time: int | None = None
    #: actual | planned | possible | denied
    status: str = "actual"
    #: ``Statement.id`` of the statement that tells it; null where the article itself does.
    statement: int | None = None
    confidence: float = 1.0
    #: Later mentions of the same event.
    mentions: tuple[Span, ...] = ()
    #: Counts by kind (killed, wounded, arrested).
    victims: dict[str, int] = {}


class Record(msgspec.Struct, frozen=True, gc=False):
    """Everything Khabar reads in one article."""

    #: SHA-256 of the URL, or of the text where there is none, unless the source gave an id.
    id: str
    url: str | None
    outlet: str | None
    title: str | None
    #: Publication date, YYYY-MM-DD.
    date: str | None
    #: The article exactly as given; all spans count its characters.
    text: str
    version: str
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()

    def to_json(self) -> str:
        """The record as one line of JSON; the same record always gives the same characters."""
        return _encoder.encode(self).decode("utf-8")


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def from_json(data: str | bytes) -> Record:
    """Load a record that :meth:`Record.to_json` wrote.

    Raises:
        RecordError: the JSON is broken or is not a record.
    """
    from khabar.errors import RecordError

    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise RecordError(f"this is not a Khabar record: {error}") from error
