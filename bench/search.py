"""Measure searches on a store, beside a bare full-text match of the same words.

    python bench/search.py --db /tmp/full.db

Questions are drawn from the store itself: words of its statements, its speakers, outlets, acts.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from khabar import Store
from khabar.store.stems import match_expression, stems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", required=True)
    parser.add_argument("--questions", type=int, default=300)
    arguments = parser.parse_args()
    rng = random.Random(13)
    with Store(arguments.db, readonly=True) as store:
        words, speakers = (
            _words(store, rng, arguments.questions),
            _speakers(store, arguments.questions),
        )
        outlets = [o["outlet"] for o in store.stats()["outlets"] if o["outlet"]]
        acts = list(store.stats()["acts"])
        days = [
            d
            for (d,) in store.sql(
                "SELECT DISTINCT date FROM articles WHERE date IS NOT NULL ORDER BY 1"
            )
        ]
        countries = [c for (c,) in store.sql(
            "SELECT country FROM statements WHERE country IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 12")]  # fmt: skip
        kinds = ["direct", "indirect", "mixed", "nominal"]
        filters: list[Callable[[], dict[str, str]]] = [
            lambda: {"act": rng.choice(acts), "outlet": rng.choice(outlets)},
            lambda: {"speaker": rng.choice(speakers[:100]), "since": rng.choice(days)},
            lambda: {"country": rng.choice(countries), "kind": rng.choice(kinds)},
            lambda: {"outlet": rng.choice(outlets), "since": rng.choice(days)},
            lambda: {"until": rng.choice(days), "country": rng.choice(countries)},
        ]
        questions = [(w, rng.choice(filters)()) for w in words]
        db = store._connection()

        def bare(table: str, query: str) -> Any:
            return db.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (match_expression(query),)
            ).fetchall()

        results = {
            "bare match": _measure(lambda q: bare("statements_fts", q[0]), questions),
            "search, two filters": _measure(lambda q: store.search(q[0], **q[1]), questions),
            "search, articles": _measure(lambda q: store.search(q[0]), questions),
            "bare match of names": _measure(lambda n: bare("names_fts", n), speakers),
            "who": _measure(store.who, speakers),
            "timeline": _measure(
                lambda p: store.timeline(*p),
                [(a, b) for a in countries for b in countries if a != b],
            ),
        }
    for name, times in results.items():
        base = results["bare match of names" if name == "who" else "bare match"]
        print(f"{name:<22} p50 {_at(times, 0.5):8.2f} ms  p95 {_at(times, 0.95):8.2f} ms  max {times[-1]:8.2f} ms"
              f"  p95 to bare match {_at(times, 0.95) / _at(base, 0.95):6.1f}")  # fmt: skip
    command = [
        sys.executable,
        "-c",
        "from khabar.cli import main; main()",
        "search",
        words[0],
        "--db",
        arguments.db,
    ]
    cpu = []
    for _ in range(10):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"first page on the terminal: {sorted(cpu)[5]:.2f} s of CPU (median of 10)")
    print(json.dumps({name: round(_at(times, 0.95), 2) for name, times in results.items()}))


def _words(store: Store, rng: random.Random, count: int) -> list[str]:
    """Words as they occur in statements: frequent ones come often."""
    last = store.sql("SELECT max(id) FROM statements")[0][0]
    ids = sorted(rng.sample(range(1, last + 1), min(last, count)))
    rows = store.sql(f"SELECT content FROM said WHERE id IN ({','.join(map(str, ids))})")
    found = []
    for (content,) in rows:
        long = [w for w in content.split() if len(stems(w)) == 1 and len(stems(w)[0]) > 3]
        if long:
            found.append(rng.choice(long))
    return found


def _speakers(store: Store, count: int) -> list[str]:
    rows = store.sql("SELECT name FROM speakers ORDER BY statements DESC LIMIT ?", (count,))
    return [name for (name,) in rows]


def _measure(ask: Callable[[Any], Any], questions: Iterable[Any]) -> list[float]:
    """Milliseconds of each question, ascending; asked once before, so that pages are in memory."""
    listed = list(questions)
    for question in listed[:50]:
        ask(question)
    times = []
    for question in listed:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


if __name__ == "__main__":
    main()
