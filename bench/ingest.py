"""Measure an ingest: words per second and core, memory of all processes, size of the store.

    python bench/ingest.py --jobs 2 --db /tmp/full.db ../shared/data/saudinewsnet …

Without sources: saudinewsnet, press and ant of the folder KHABAR_DATA (default ../shared/data).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import threading
import time
from pathlib import Path

from khabar import Store, __version__
from khabar.store.ingesting import Summary

DATA = Path(os.environ.get("KHABAR_DATA", Path(__file__).parents[2] / "shared" / "data"))


class Memory(threading.Thread):
    """Samples the memory of this process and all its children."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_rss = self.peak_pss = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.5):
            rss = pss = 0
            for pid in [os.getpid(), *self._children(os.getpid())]:
                try:
                    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                        if line.startswith("Rss:"):
                            rss += int(line.split()[1])
                        elif line.startswith("Pss:"):
                            pss += int(line.split()[1])
                except OSError:
                    continue
            self.peak_rss, self.peak_pss = max(self.peak_rss, rss), max(self.peak_pss, pss)

    def _children(self, pid: int) -> list[int]:
        try:
            found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return []
        return [int(c) for c in found] + [g for c in found for g in self._children(int(c))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    sources = arguments.sources or [DATA / "saudinewsnet", DATA / "press", DATA / "ant"]
    missing = [s for s in sources if not s.exists()]
    if missing:
        sys.exit(f"skipped: {missing[0]} is not there; set KHABAR_DATA")
    memory = Memory()
    memory.start()
    started, cpu = time.monotonic(), _cpu()
    last = [0.0]

    def progress(summary: Summary) -> None:
        if summary.seconds - last[0] > 30:
            last[0] = summary.seconds
            share = f"{summary.fraction:.0%}" if summary.fraction is not None else "?"
            print(
                f"  {share} {summary.articles:,} articles {summary.words / summary.seconds:,.0f} words/s",
                flush=True,
            )

    with Store(arguments.db) as store:
        summary = store.ingest([str(s) for s in sources], jobs=arguments.jobs, progress=progress)
        text = store.sql("SELECT sum(length(CAST(t.text AS BLOB)) + coalesce(length(CAST(a.title AS BLOB)), 0))"
                         " FROM articles a JOIN texts t ON t.article = a.id")[0][0]  # fmt: skip
        outlets = len(store.stats()["outlets"])
        known = store.stats()
    seconds = time.monotonic() - started
    used = _cpu() - cpu
    memory.done.set()
    print(json.dumps({
        "khabar": __version__, "python": platform.python_version(), "machine": platform.processor() or platform.machine(),
        "jobs": arguments.jobs, "articles": summary.articles, "new": summary.new, "revised": summary.revised,
        "known": summary.known, "failed": summary.failed, "words": summary.words, "outlets": outlets,
        "seconds": round(seconds, 1), "cpu_seconds": round(used, 1), "words_per_second": round(summary.words / seconds),
        "words_per_second_and_core": round(summary.words / seconds / arguments.jobs),
        "words_per_cpu_second": round(summary.words / used), "peak_rss_mb": round(memory.peak_rss / 1024),
        "peak_pss_mb": round(memory.peak_pss / 1024), "database_mb": round(arguments.db.stat().st_size / 1e6, 1),
        "text_mb": round(text / 1e6, 1), "database_to_text": round(arguments.db.stat().st_size / text, 2),
        "statements": known["statements"], "events": known["events"], "near_duplicates": known["near_duplicates"],
    }, indent=1))  # fmt: skip


def _cpu() -> float:
    own, children = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
