"""Learn who is the source and the target of an event, and write the weights that the event room reads.

usage: python tools/train_parties.py GOLD_DIR [GOLD_DIR …] [--data DIR] [--out FILE]

Three sources: the events of the gold folders (``NNN.txt``, ``NNN.json``, ``refs.json`` with a ``source``
for each), examples (``lexicon/events.toml``, ``tools/annotations/parties_examples.txt``), and events of other articles of the data folder
whose parties were judged by hand (``tools/annotations/parties.tsv``). For every event the candidates
of ``khabar/events/candidates.py`` are laid out, and a log-linear model learns which pair of them is
right. Prints how often both sides are right with each
outlet left out in turn, and writes ``khabar/lexicon/events_parties.tsv``. The parties of the events
told before are those that the weights in force find, so a second run settles them. No text of the
articles is written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from train_events import read
from train_statements import article

from khabar.events import finding, parties
from khabar.events.candidates import Candidate, candidates, features
from khabar.events.draft import Draft
from khabar.events.scene import Scene
from khabar.lexicon import load_toml
from khabar.model import Party

OUT = Path(__file__).parent.parent / "khabar" / "lexicon" / "events_parties.tsv"
JUDGED = Path(__file__).parent / "annotations" / "parties.tsv"
EXAMPLES = Path(__file__).parent / "annotations" / "parties_examples.txt"
HEADER = """\
# Weights by which the source and target of an event are chosen (khabar/events/parties.py).
# Feature of a candidate, its weight as source, as target.
# Written by tools/train_parties.py from annotated news, whose text is no part of this file.
"""
#: A feature must occur in so many events.
EVENTS = 3
STRENGTH = 4.0
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT", "ASSAULT"})
#: Where a side is named, and by what names; None where it is not known.
Side = tuple[list[tuple[int, int]], set[str]] | None
Vector = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Case:
    """One event with its candidates, and which of their pairs are right."""

    outlet: str
    name: str
    draft: Draft
    found: list[Candidate]
    right: Vector
    possible: Vector
    #: The feature names of each candidate.
    rows: list[list[str]]
    #: Which candidates are right as source, and as target.
    sides: tuple[Vector, Vector]


def bare(name: str) -> str:
    """A name as the scorer compares it."""
    name = re.sub("[\u064b-\u0652\u0670\u0640]", "", name)
    name = name.translate(str.maketrans("أإآٱىةؤئ", "ااااىهوي")).replace("ي", "ى")
    return " ".join(re.findall(r"[^\W_]+", name))


def told(scene: Scene) -> list[tuple[Draft, list[Candidate]]]:
    """Every draft of an article with the candidates it had."""
    found: dict[int, list[Candidate]] = {}

    def seen(scene: Scene, draft: Draft, made: list[Draft]) -> list[Candidate]:
        found[draft.word] = candidates(scene, draft, made)
        return found[draft.word]

    parties.candidates = seen
    drafts = finding.drafts(scene)
    parties.candidates = candidates
    return [(d, found[d.word]) for d in drafts]


def shows(scene: Scene, one: Candidate) -> list[Party]:
    """A candidate as a party, under each of its names."""
    if one.unit is not None:
        return [scene.party(u, "") for u in (one.unit, *one.joined)]
    return [one.party, parties.as_state(scene, one.party)] if one.party is not None else []


def fits(scene: Scene, found: list[Candidate], side: Side) -> Vector:
    """Which candidates are right for a side: nobody where it names nobody."""
    if side is None:
        return np.zeros(len(found), bool)
    spans, called = side
    if not spans and not called:
        return np.array([one.place == "nobody" for one in found])
    return np.array([
        any(
            bare(p.name or "") in called
            or (p.span and any(p.span[0] < b and p.span[1] > a for a, b in spans))
            for p in shows(scene, one)
        )
        for one in found
    ])  # fmt: skip


def case(
    outlet: str,
    name: str,
    scene: Scene,
    one: tuple[Draft, list[Candidate]],
    sides: tuple[Side, Side],
) -> Case:
    draft, found = one
    source, target = (fits(scene, found, side) for side in sides)
    if None in sides:
        right = source[:, None] | target[None, :]
    else:
        right = source[:, None] & target[None, :]
        if draft.type in SYMMETRIC and any(map(any, sides)):
            # Who is named with its other party stands for both; see parties.settle.
            both = source & target
            right[:, -1] |= both
            right = right | right.T
    possible = np.array([[parties.apart(draft, a, b) for b in found] for a in found])
    rows = [sorted({f for key in c.keys for f in features(key)}) for c in found]
    return Case(outlet, name, draft, found, right & possible, possible, rows, (source, target))


def from_gold(folder: Path) -> Iterator[Case]:
    refs = json.loads((folder / "refs.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("events")
        if not gold:
            continue
        scene = read(path.read_text(encoding="utf-8"), refs[path.stem].get("date"))
        drafts = told(scene)
        for event in gold:
            low, high = event["trigger"]
            for one in drafts:
                start, end = scene.text.span(one[0].word, one[0].word + 1)
                if one[0].type == event["type"] and start < high and end > low:
                    sides = tuple(
                        (
                            [tuple(p["span"]) for p in event[side] if p["span"]],
                            {bare(p["name"]) for p in event[side]},
                        )
                        for side in ("sources", "targets")
                    )
                    yield case(refs[path.stem]["source"], path.stem, scene, one, sides)  # type: ignore[arg-type]
                    break


def from_lexicon() -> Iterator[Case]:
    """The examples of the trigger lexicon: {source} and [target]."""
    for entry in load_toml("events")["trigger"]:
        text, spans = unmark(entry["example"])
        scene = read(text, None)
        one = next((d for d in told(scene) if d[0].type == entry["type"]), None)
        if one is not None:
            yield case("lexicon", "lexicon", scene, one, ((spans["{"], set()), (spans["["], set())))


def from_examples(file: Path) -> Iterator[Case]:
    """Sentences written for training: ``TYPE | sentence``, marked as those of the lexicon."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, marked = line.split(" | ", 1)
        text, spans = unmark(marked)
        scene = read(text, None)
        low, high = spans["<"][0]
        for one in told(scene):
            start, end = scene.text.span(one[0].word, one[0].word + 1)
            if one[0].type == kind and start < high and end > low:
                yield case(
                    "lexicon", "lexicon", scene, one, ((spans["{"], set()), (spans["["], set()))
                )
                break
        else:
            print(f"no {kind} in: {text}")


def unmark(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """A marked sentence without its marks, and what stood in each kind of them."""
    text, begun = "", ("", 0)
    spans: dict[str, list[tuple[int, int]]] = {"{": [], "[": [], "<": []}
    for piece in re.split(r"([{}\[\]<>])", marked):
        if piece in ("{", "[", "<"):
            begun = piece, len(text)
        elif piece in ("}", "]", ">"):
            spans[begun[0]].append((begun[1], len(text)))
        else:
            text += piece
    return text, spans


def from_judged(data: Path, table: Path) -> Iterator[Case]:
    """Judged events: source file, article, trigger, type, sources, targets.

    A side is ``-`` where nobody is named, ``?`` where it is not known, else spans; ``@`` marks one
    elsewhere in the article that names him whom the sentence hides.
    """
    judged: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, index, *more = line.split("\t")
            judged[source, int(index)].append(more)
    for (source, index), rows in sorted(judged.items()):
        found = article(data, source, index)
        if found is None:
            continue
        scene = read(*found)
        drafts = told(scene)
        for start, kind, *cells in rows:
            for one in drafts:
                at = scene.text.starts[one[0].word]
                if one[0].type == kind and at == int(start):
                    sides = (_side(scene, cells[0]), _side(scene, cells[1]))
                    outlet = "judged:" + source.split("/")[0]
                    yield case(outlet, f"{source}:{index}", scene, one, sides)
                    break


def _side(scene: Scene, cell: str) -> Side:
    if cell in ("-", "?"):
        return ([], set()) if cell == "-" else None
    spans, called = [], set()
    for part in cell.split(","):
        low, high = map(int, part.lstrip("@").split(":"))
        if not part.startswith("@"):
            spans.append((low, high))
        called.add(bare(scene.text.raw[low:high]))
        for mention in scene.names.mentions:
            wide = 2 * (mention.span[1] - mention.span[0]) >= high - low
            if (
                mention.actor is not None
                and wide
                and mention.span[0] < high
                and mention.span[1] > low
            ):
                called.add(bare(scene.names.actors[mention.actor].name))
    return spans, called


def table(rows: list[list[str]], known: dict[str, int]) -> sp.csr_matrix:
    at, column = [], []
    for i, row in enumerate(rows):
        for name in row:
            if name in known:
                at.append(i)
                column.append(known[name])
    return sp.csr_matrix((np.ones(len(at)), (at, column)), shape=(len(rows), len(known)))


def known_features(lists: list[set[str]], least: int) -> dict[str, int]:
    count = Counter(name for names_ in lists for name in names_)
    return {name: i for i, name in enumerate(sorted(n for n, c in count.items() if c >= least))}


def fit(cases: list[Case]) -> parties.Table:
    """The weights under which the right pairs are likeliest, less their squares."""
    cases = [c for c in cases if c.right.any()]
    known = known_features([{f for row in c.rows for f in row} for c in cases], EVENTS)
    facts = table([row for c in cases for row in c.rows], known)
    back = facts.T.tocsr()
    size, ends = len(known), np.cumsum([0, *(len(c.rows) for c in cases)])

    def loss(v: Vector) -> tuple[float, Vector]:
        s, t = facts @ v[:size], facts @ v[size:]
        s_slope, t_slope = np.zeros_like(s), np.zeros_like(t)
        total = 0.5 * STRENGTH * float(v @ v)
        for k, c in enumerate(cases):
            here = slice(ends[k], ends[k + 1])
            score = s[here, None] + t[None, here]
            share = np.where(c.possible, np.exp(score - score[c.possible].max()), 0.0)
            right = share * c.right
            total += float(np.log(share.sum()) - np.log(right.sum() + 1e-30))
            slope = share / share.sum() - right / (right.sum() + 1e-30)
            s_slope[here], t_slope[here] = slope.sum(1), slope.sum(0)
        return total, np.concatenate([back @ s_slope, back @ t_slope]) + STRENGTH * v

    v = minimize(loss, np.zeros(2 * size), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return {name: (float(v[i]), float(v[size + i])) for name, i in known.items()}


def right_of(cases: list[Case], weight: parties.Table) -> int:
    """For how many events the pair chosen is a right one; an open side is met by anybody."""
    parties.use(weight)
    right = 0
    for c in cases:
        i, j, _ = parties.best_pair(c.draft, c.found)
        nobody = len(c.found) - 1
        met = c.right[i, j] or c.right[i, nobody] or c.right[nobody, j] or c.right[nobody, nobody]
        right += bool(met)
    parties.use(None)
    return right


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    cases = [c for folder in args.gold for c in from_gold(folder)]
    cases += [*from_lexicon(), *from_examples(EXAMPLES)]
    cases += from_judged(args.data, JUDGED)
    print(
        f"{len(cases)} events, {sum(c.right.any() for c in cases)} with a right pair among theirs"
    )
    total = count = 0
    for outlet in sorted({c.outlet for c in cases} - {"lexicon"}):
        held = [c for c in cases if c.outlet == outlet and c.right.any()]
        right = right_of(held, fit([c for c in cases if c.outlet != outlet]))
        print(f"{outlet} left out: both sides right in {right} of {len(held)}")
        total, count = total + right, count + len(held)
    print(f"each outlet left out: {total} of {count} ({total / max(1, count):.3f})")
    lines = [
        f"{n}\t{a:.2f}\t{b:.2f}" for n, (a, b) in fit(cases).items() if max(abs(a), abs(b)) >= 0.02
    ]
    args.out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights → {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
