"""How much of the record stays the same when only the spelling or layout of an article changes.

usage: python tools/robustness.py [--data DIR] [--gold DIR ...] [--articles 500] [--diffs N]

Reads articles as they are and after each change that newspapers make without meaning anything by
it, and counts the items of the record (statements, times, names) that stay the same, compared by
the folded words of their spans. Data that is absent is skipped and named.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
import sys
import textwrap
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import khabar
from khabar.text import fold

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_QUOTES = str.maketrans({"«": "“", "»": "”", "“": "«", "”": "»", '"': '"'})


def without_marks(text: str) -> str:
    return _MARKS.sub("", text)


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def other_quotes(text: str) -> str:
    """«» and curly marks change places."""
    return text.translate(_QUOTES)


def straight_quotes(text: str) -> str:
    return re.sub("[«»“”]", '"', text)


def wrapped(text: str) -> str:
    """Lines of at most 72 characters; paragraphs stay apart by their last, shorter line."""
    paragraphs = text.split("\n")
    return "\n".join(
        "\n".join(textwrap.wrap(p, 72, break_long_words=False, break_on_hyphens=False)) or p
        for p in paragraphs
    )


def bare_hamza(text: str) -> str:
    return text.translate(str.maketrans("أإآ", "ااا"))


def swapped_yeh(text: str) -> str:
    """ى and ي change places at the ends of words."""
    return re.sub("[ىي](?![\\w\u064b-\u0652])", lambda m: "ي" if m.group() == "ى" else "ى", text)


def arabic_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


CHANGES: dict[str, Callable[[str], str]] = {
    "a  vowel marks removed": without_marks,
    "a2 hamza composed (NFC)": composed,
    "a2 hamza decomposed (NFD)": decomposed,
    "b  «» and “” exchanged": other_quotes,
    "b  straight quotation marks": straight_quotes,
    "c  lines hard-wrapped": wrapped,
    "d  أ إ آ → ا": bare_hamza,
    "d  ى ↔ ي": swapped_yeh,
    "e  Arabic-Indic digits": arabic_digits,
}

_NOT_A_WORD = re.compile(r"[\W_]+")


def items(record: khabar.Record) -> Counter[tuple[str, ...]]:
    """The record by folded words, without offsets."""

    def words(span: tuple[int, int] | None) -> str:
        return "" if span is None else _NOT_A_WORD.sub(" ", fold(record.text[slice(*span)])).strip()

    def name(party: khabar.Party) -> str:
        return _NOT_A_WORD.sub(" ", fold(party.name or "")).strip()

    found: Counter[tuple[str, ...]] = Counter()
    for s in record.statements:
        content = " | ".join(words(span) for span in s.content)
        via = " | ".join(name(v) for v in s.via)
        found["statement", s.act, words(s.cue), content, name(s.speaker), via] += 1
    for t in record.times:
        found["time", words(t.span), t.type, t.value] += 1
    for m in record.mentions:
        found["name", words(m.span), m.kind] += 1
    return found


def articles(data: Path, golds: list[Path], count: int) -> Iterator[tuple[str, str, str | None]]:
    """(group, text, date) of the gold, of ``count`` Saudi articles, and of the vowelled text."""
    for gold in golds:
        if not gold.is_dir():
            print(f"skipped: {gold} is not here", file=sys.stderr)
            continue
        refs = json.loads((gold / "refs.json").read_text(encoding="utf-8"))
        for path in sorted(gold.glob("*.txt")):
            yield "gold", path.read_text(encoding="utf-8"), refs.get(path.stem, {}).get("date")
    zips = sorted((data / "saudinewsnet").glob("*.zip"))
    if zips:
        pool = []
        for path in zips[:: max(1, len(zips) // 4)]:
            with zipfile.ZipFile(path) as archive:
                for name in sorted(archive.namelist()):
                    if name.endswith(".json"):
                        pool += json.loads(archive.read(name))
        pool = [a for a in pool if a.get("content")]
        for a in random.Random(7).sample(pool, min(count, len(pool))):
            date = str(a.get("date_extracted") or "")[:10]
            yield "saudinewsnet", f"{a.get('title') or ''}\n\n{a['content']}", _date(date)
    else:
        print(f"skipped: no saudinewsnet in {data}", file=sys.stderr)
    vowelled = data / "diacritized" / "wikinews.txt"
    if vowelled.exists():
        lines = vowelled.read_text(encoding="utf-8").splitlines()
        for i in range(0, len(lines), 20):
            yield "wikinews", "\n".join(lines[i : i + 20]), "2014-01-01"


def _date(text: str) -> str | None:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, nargs="*", default=[Path("../shared/gold/dev")])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument(
        "--diffs", type=int, default=0, help="print so many differences of each change"
    )
    args = parser.parse_args()
    same: Counter[tuple[str, str, str]] = Counter()
    total: Counter[tuple[str, str, str]] = Counter()
    shown: Counter[str] = Counter()
    for group, text, date in articles(args.data, args.gold, args.articles):
        before = items(khabar.read(text, date=date))
        for change, apply in CHANGES.items():
            after = items(khabar.read(apply(text), date=date))
            common = before & after
            for kind in ("statement", "time", "name"):
                key = (change, group, kind)
                same[key] += sum(n for i, n in common.items() if i[0] == kind)
                total[key] += max(
                    sum(n for i, n in before.items() if i[0] == kind),
                    sum(n for i, n in after.items() if i[0] == kind),
                )
            for item in sorted((before - after).elements()):
                if shown[change] < args.diffs:
                    shown[change] += 1
                    print(f"{change}: lost {item}")
    groups = sorted({g for _, g, _ in total})
    print(
        f"{'items unchanged':<28}"
        + "".join(f"{g + ' ' + k:>24}" for g in groups for k in ("statement", "time", "name"))
    )
    for change in CHANGES:
        row = f"{change:<28}"
        for group in groups:
            for kind in ("statement", "time", "name"):
                n = total[change, group, kind]
                row += f"{same[change, group, kind] / n:>16.4f} ({n:>5})" if n else f"{'–':>24}"
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
