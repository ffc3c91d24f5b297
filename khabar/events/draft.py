"""One trigger on the way to an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.events.scene import Unit
from khabar.events.triggers import Trigger
from khabar.model import Party, Statement


@dataclass(slots=True)
class Draft:
    """A trigger with what is known of its event so far."""

    word: int
    trigger: Trigger
    kind: str
    type: str
    sources: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    #: The words of the parties that stand in the trigger's sentence.
    units: list[Unit] = field(default_factory=list)
    #: One of the parties stands right beside the trigger, by its frame.
    beside: bool = False
    status: str = "actual"
    statement: Statement | None = None
    #: The statement whose cue the trigger is.
    cue_of: Statement | None = None
    confidence: float = 1.0
    repeats: list[int] = field(default_factory=list)
    #: The verb only goes on about the event noun right before it.
    retells: bool = False
    #: "V" for a verb, "P" for an adverbial participle (داعيا), "N" for a noun.
    verbal: str = field(init=False)
    #: Types whose parties stand alike.
    family: str = field(init=False)

    def __post_init__(self) -> None:
        self.verbal, self.family = VERBAL.get(self.kind, "N"), FAMILY[self.type]

    def refuse(self) -> None:
        """A denied act that is a refusal is an event of its own."""
        self.type, self.family, self.status = "REJECT", FAMILY["REJECT"], "actual"


VERBAL = {"verb": "V", "first": "V", "passive": "V", "participle": "P"}
FAMILY = {
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"), "said"),
    **dict.fromkeys(("CONSULT", "AGREE", "COOPERATE"), "both"),
    **dict.fromkeys(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE"), "force"),
    **dict.fromkeys(("AID", "CONCEDE", "RETREAT", "PROTEST"), "gave"),
}
