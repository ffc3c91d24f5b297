"""Words per second of ``khabar.read`` on one core, beside a plain pass over the same words.

usage: python bench/read_speed.py [--articles 2000] [--data DIR]

Articles come evenly from the newspapers in DIR (default: the environment's KHABAR_DATA or
../shared/data); where it is absent, the bundled samples are read over and over, which is said.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import khabar
from khabar import events, names, statements, times, words
from khabar.text import read_text

_ROOT = Path(__file__).parent.parent


def articles(data: Path, count: int) -> list[str]:
    """``count`` articles: a third each of saudinewsnet, press and ant."""
    pools: list[list[str]] = [[], [], []]
    for path in sorted((data / "saudinewsnet").glob("*.zip"))[:3]:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(n for n in archive.namelist() if n.endswith(".json")):
                pools[0] += [_whole(a) for a in json.loads(archive.read(name))]
    for path in sorted((data / "press").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").split("\n")
        pools[1] += [_whole(json.loads(line)) for line in lines if line]
    for path in sorted((data / "ant").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            pools[2] += [_whole(json.loads(line)) for line in file]
    chosen: list[str] = []
    for pool in pools:
        if pool:
            chosen += random.Random(5).sample(pool, min(len(pool), count // 3 + 1))
    if chosen:
        random.Random(5).shuffle(chosen)
        return chosen[:count]
    print(f"no data in {data}: the bundled samples, over and over")
    own = [p.read_text(encoding="utf-8") for p in sorted((_ROOT / "samples").glob("*.txt"))]
    return (own * (count // len(own) + 1))[:count]


def _whole(article: dict[str, str]) -> str:
    return f"{article.get('title') or ''}\n\n{article.get('content') or ''}"


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def rooms(texts: list[str]) -> dict[str, float]:
    """CPU seconds of each room over the texts."""
    spent = dict.fromkeys(("text", "words", "times", "names", "statements", "events"), 0.0)

    def timed(room: str, run: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = run()
        spent[room] += time.process_time() - start
        return result

    for raw in texts:
        text = timed("text", lambda raw=raw: read_text(raw))
        analysis = timed("words", lambda text=text: words.analyse(text))
        when = timed("times", lambda text=text: times.find(text, None))
        who = timed("names", lambda t=text, a=analysis, w=when: names.find(t, a, w))
        said = timed(
            "statements", lambda t=text, a=analysis, n=who, w=when: statements.find(t, a, n, w)
        )
        timed(
            "events",
            lambda t=text, a=analysis, s=said, w=when: events.find(t, a, s.names, w, s.statements),
        )
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    default = os.environ.get("KHABAR_DATA", str(_ROOT.parent / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    args = parser.parse_args()
    texts = articles(args.data, args.articles)
    khabar.read(texts[0])  # loads the lexicons
    count = sum(len(re.findall(r"\w+", t)) for t in texts)
    plain = min(seconds(lambda: [re.findall(r"\w+", t) for t in texts]) for _ in range(3))
    whole = seconds(lambda: [khabar.read(t) for t in texts])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} articles, {count:,} words")
    print(f"plain re.findall pass {count / plain:>12,.0f} words/s")
    print(
        f"khabar.read           {count / whole:>12,.0f} words/s, {whole / plain:.0f} times the plain pass"
    )
    print(f"peak memory           {peak:>12,.0f} MiB")
    spent = rooms(texts[: max(1, len(texts) // 4)])
    part = sum(spent.values())
    print("of the time: " + ", ".join(f"{room} {s / part:.0%}" for room, s in spent.items()))
    sample = str(sorted((_ROOT / "samples").glob("*.txt"))[0])
    command = [str(Path(sys.executable).with_name("khabar")), "read", sample, "--json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"khabar read on one sample: {cpu:.2f} s of CPU, all told")
    return 0


if __name__ == "__main__":
    sys.exit(main())
