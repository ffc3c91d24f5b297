"""Records made by hand, with everything a record can hold."""

import msgspec

from khabar import Actor, Event, Mention, Party, Record, Statement, Time

TEXT = "قال وزير الخارجية سامر الحلبي إن «الاتفاق النووي خطوة أولى» أمس، ونفى لرويترز زيارة طهران."
URL = "https://example.org/news/1"


def span(part: str, text: str = TEXT) -> tuple[int, int]:
    at = text.index(part)
    return at, at + len(part)


def record(**changes: object) -> Record:
    minister = Party(span("وزير الخارجية سامر الحلبي"), "سامر الحلبي", 0, "name")
    made = Record(
        id="r1",
        url=URL,
        outlet="الصدى",
        title="الوزير: خطوة أولى",
        date="2024-10-12",
        text=TEXT,
        version="khabar 0.1.0",
        mentions=(Mention(span("سامر الحلبي"), "سامر الحلبي", "person", 0), Mention(span("طهران"), "طهران", "place", 1)),
        actors=(
            Actor(0, "سامر الحلبي", "person", "SYR", "GOV", "وزير الخارجية", "m", "apposition", known_as="سامر الحلبي"),
            Actor(1, "طهران", "place", "IRN", coordinates=(35.69, 51.42), wikidata="Q3616"),
        ),
        times=(Time(span("أمس"), "DATE", "2024-10-11", "أمس"),),
        statements=(
            Statement(0, "mixed", "say", (span("الاتفاق النووي خطوة أولى"),), span("قال"), "قال", minister),
            Statement(
                1, "nominal", "deny", (span("زيارة"), span("طهران")), span("نفى"), "نفى",
                Party(None, "سامر الحلبي", 0, "agreement"), addressee=Party(None, None, None, "nobody"),
                via=(Party(span("رويترز"), "رويترز"),), parent=0, confidence=0.75, negated=True, future=True,
                via_inherited=(Party(None, "سانا"),),
            ),
        ),
        events=(
            Event(
                0, "CONSULT", "visit", span("زيارة"), (minister,), (Party(span("طهران"), "طهران", 1),),
                place=Party(span("طهران"), "طهران", 1), time=0, status="denied", statement=1, confidence=0.5,
                mentions=(span("أمس"),), victims={"killed": 2},
            ),
        ),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)
