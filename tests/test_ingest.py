"""Ingest loses nothing and takes nothing twice, whatever happens in between."""

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from khabar import Store, StoreError
from khabar.sources import Article, Failure
from khabar.store.ingesting import BATCH_ARTICLES

SPEAKERS = ["سامر الحلبي", "منى خوري", "وزير الصحة", "المتحدث باسم الحكومة", "رئيس البلدية"]
VERBS = ["قال", "أكد", "نفى", "أوضح", "حذر من"]
TOPICS = ["المدارس", "الميناء", "القمح", "الكهرباء", "المياه", "الطرق", "المستشفيات", "الجامعات"]


def articles(count, seed=1):
    rng = random.Random(seed)
    for i in range(count):
        lines = [
            f"{rng.choice(VERBS)} {rng.choice(SPEAKERS)} إن {rng.choice(TOPICS)} و{rng.choice(TOPICS)} "
            f"ستفتح بعد {rng.randrange(2, 90)} يوما في {rng.choice(TOPICS)} القديمة."
            for _ in range(rng.randrange(2, 6))
        ]
        yield {"url": f"https://example.org/{i}", "title": f"خبر {i}", "outlet": "الصدى",
               "date": f"2024-01-{1 + i % 28:02d}T0{i % 10}:15:00+03:00", "author": "المحرر", "category": "محليات",
               "content": "\n".join(lines)}  # fmt: skip


def write_lines(path: Path, rows) -> Path:
    path.write_text(
        "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
    )
    return path


def dump(path: Path) -> list[str]:
    """Everything in a store except the times at which it was written."""
    db = sqlite3.connect(path)
    db.execute("UPDATE articles SET stored_at = '', read_at = ''")
    db.execute("UPDATE failures SET first_at = '', last_at = '', tries = 0")
    lines = [line for line in db.iterdump() if "_fts_" not in line]
    for table in ("articles_fts", "statements_fts", "names_fts"):
        db.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab(main, {table}, instance)")
        lines += map(repr, db.execute(f"SELECT * FROM v_{table} ORDER BY 1, 2, 3, 4"))
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    return lines


def export(path: Path) -> str:
    with Store(path) as store:
        return "\n".join(r.to_json() for r in store.records())


# -- what comes in -------------------------------------------------------------------------------


def test_articles_keep_what_their_source_says(tmp_path):
    source = write_lines(tmp_path / "a.jsonl", articles(3))
    with Store(tmp_path / "news.db") as store:
        assert store.ingest(source).new == 3
        assert store.sql(
            "SELECT outlet, author, category, date, published, utc FROM articles WHERE id = 2"
        ) == [
            (
                "الصدى",
                "المحرر",
                "محليات",
                "2024-01-02",
                "2024-01-02T01:15:00+03:00",
                "2024-01-01T22:15:00",
            )
        ]


def test_bad_lines_are_reported_with_their_place_and_the_others_are_read(tmp_path):
    good = [json.dumps(a, ensure_ascii=False) for a in articles(3)]
    bad = [
        "{",
        '{"content": 5, "title": {}}',
        '{"title": "بلا نص"}',
        '{"content": "x", "date": "13/40/2024"}',
        "\udcff",
    ]
    lines = [good[0], *bad, *good[1:]]
    source = tmp_path / "mixed.jsonl"
    source.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    with Store(tmp_path / "news.db") as store:
        summary = store.ingest(source)
        assert (summary.new, summary.failed) == (3, 5)
        rows = store.sql("SELECT item, line, reason FROM failures ORDER BY line")
    assert [(item, line) for item, line, _ in rows] == [(str(source), n) for n in range(2, 7)]
    assert "YYYY-MM-DD" in rows[3][2]
    assert "--map" in rows[2][2]


def test_failures_go_away_when_their_source_is_mended(tmp_path):
    rows = list(articles(3))
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(rows[0]) + "\n{broken\n", encoding="utf-8")
    with Store(tmp_path / "news.db") as store:
        store.ingest(source)
        store.ingest(source)
        assert store.sql("SELECT line, tries FROM failures") == [(2, 2)]
        write_lines(source, rows)
        assert store.ingest(source).new == 2
        assert store.sql("SELECT * FROM failures") == []


def test_packed_sources_give_the_same_articles(tmp_path):
    plain = write_lines(tmp_path / "a.jsonl", articles(5))
    with gzip.open(tmp_path / "b.jsonl.gz", "wb") as file:
        file.write(plain.read_bytes())
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.write(plain, "deep/../a.jsonl")
        archive.writestr("list.json", json.dumps(list(articles(7)), ensure_ascii=False))
    with Store(tmp_path / "news.db") as store:
        assert [store.ingest(tmp_path / n).new for n in ("a.jsonl", "b.jsonl.gz", "c.zip")] == [
            5,
            0,
            2,
        ]


def test_near_duplicates_are_linked_and_kept(tmp_path):
    rng = random.Random(5)
    words = [f"{t}{n}" for t in TOPICS for n in range(30)]
    text = " ".join(rng.choices(words, k=120))
    copy = text.replace(" ", " ", 1) + " ونقلت الصحيفة الخبر"
    other = " ".join(rng.choices(words, k=120))
    with Store(tmp_path / "news.db") as store:
        store.ingest([Article(text, url="https://a.org/1"), Article(other, url="https://b.org/1"),
                      Article(copy, url="https://c.org/1")])  # fmt: skip
        [(article, earlier, similarity)] = store.sql("SELECT * FROM near_duplicates")
        assert (article, earlier) == (3, 1)
        assert similarity > 0.8
        assert store.stats()["articles"] == 3


def test_an_internal_error_costs_one_article(tmp_path, monkeypatch):
    import khabar.reading

    real = khabar.reading.read

    def read(text, **known):
        if "قنبلة" in text:
            raise ZeroDivisionError("boom")
        return real(text, **known)

    monkeypatch.setattr(khabar.reading, "read", read)
    with Store(tmp_path / "news.db") as store:
        summary = store.ingest(
            [Article("خبر أول"), Article("قنبلة", source="x", line=4), Article("خبر ثان")]
        )
        assert (summary.new, summary.failed) == (2, 1)
        assert store.sql("SELECT item, line FROM failures") == [("x", 4)]


def test_failures_of_the_source_itself_are_kept(tmp_path):
    with Store(tmp_path / "news.db") as store:
        summary = store.ingest([Failure("feed.xml", None, "gone")])
        assert summary.problems[0].reason == "gone"
        assert store.stats()["failures"] == 1


# -- promise 4: once only ------------------------------------------------------------------------


def test_the_same_articles_three_times_shuffled_by_one_and_four_workers(tmp_path):
    rows = list(articles(int(os.environ.get("KHABAR_SOAK_ARTICLES", "200"))))
    exports = set()
    for jobs in (1, 4):
        path = tmp_path / f"{jobs}.db"
        with Store(path) as store:
            for turn in range(3):
                random.Random(turn + jobs).shuffle(rows)
                summary = store.ingest(write_lines(tmp_path / "rows.jsonl", rows), jobs=jobs)
                assert (summary.new, summary.known) == (
                    (len(rows), 0) if turn == 0 else (0, len(rows))
                )
            assert store.stats()["articles"] == len(rows)
        exports.add(export(path))
    assert len(exports) == 1


# -- promise 1: kill -----------------------------------------------------------------------------


def ingest_command(source: Path, path: Path, jobs: int) -> list[str]:
    code = (
        "import sys\nfrom khabar import Store\n"
        "if __name__ == '__main__':\n    with Store(sys.argv[2]) as s: s.ingest(sys.argv[1], jobs=int(sys.argv[3]))"
    )
    return [sys.executable, "-c", code, str(source), str(path), str(jobs)]


def kill_at_random_moments(tmp_path: Path, count: int, kills: int, jobs: int) -> None:
    """Kill the same command again and again, at moments spread over all it does."""
    source = write_lines(tmp_path / "a.jsonl", [*articles(count), {"title": "بلا نص"}])
    whole = tmp_path / "whole.db"
    start = time.monotonic()
    subprocess.run(ingest_command(source, whole, jobs), check=True)
    seconds = time.monotonic() - start
    expected, wanted = dump(whole), export(whole)
    rng = random.Random(kills)
    path = tmp_path / "killed.db"
    done = 0
    while done < kills:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        for _ in range(min(10, kills - done)):  # several kills of one store, then a new one
            process = subprocess.Popen(ingest_command(source, path, jobs))
            time.sleep(rng.uniform(0.05, seconds))
            process.send_signal(signal.SIGKILL)
            process.wait()
            done += 1
            if path.exists():
                db = sqlite3.connect(path)
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                db.close()
        subprocess.run(ingest_command(source, path, jobs), check=True)
        assert dump(path) == expected
        assert export(path) == wanted


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_ingest_goes_on_to_the_same_store(tmp_path, jobs):
    kill_at_random_moments(tmp_path, count=6 * BATCH_ARTICLES, kills=3, jobs=jobs)


# -- bad days ------------------------------------------------------------------------------------


def test_a_readonly_folder_is_a_clear_error(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="permissions"):
        Store(tmp_path / "news.db")


def test_a_failing_batch_leaves_nothing_half_done(tmp_path):
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.ingest(write_lines(tmp_path / "a.jsonl", articles(70)))
        store.sql("SELECT 1")
    before = dump(path)
    db = sqlite3.connect(path)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.close()
    with Store(path) as store, pytest.raises(StoreError, match="disk is full"):
        with store._the_writer() as writer:
            writer._db.execute(f"PRAGMA max_page_count = {pages + 20}")
        store.ingest(write_lines(tmp_path / "b.jsonl", articles(400)))
    with Store(path) as store:
        assert store.stats()["articles"] >= 70
        assert store.ingest(tmp_path / "b.jsonl").articles == 400
        assert store.stats()["articles"] == 400
    assert len(before) < len(dump(path))


def test_two_ingests_at_once_wait_for_each_other(tmp_path):
    first = write_lines(tmp_path / "a.jsonl", articles(200))
    second = write_lines(tmp_path / "b.jsonl", list(articles(300))[100:])
    path = tmp_path / "news.db"
    running = [subprocess.Popen(ingest_command(s, path, 1)) for s in (first, second)]
    assert [p.wait() for p in running] == [0, 0]
    with Store(path) as store:
        assert store.stats()["articles"] == 300
        pairs = store.sql("SELECT count(*) FROM near_duplicates WHERE article = earlier")
    assert pairs == [(0,)]


def test_processes_may_create_one_store_at_the_same_moment(tmp_path):
    opening = (
        "import sys, time; from pathlib import Path; from khabar.store.database import connect\n"
        "time.sleep(max(0, float(sys.argv[1]) - time.time()))\n"
        "for number in range(20): connect(Path(sys.argv[2]) / f'{number}.db', readonly=False).close()"
    )
    start = str(time.time() + 2)
    command = [sys.executable, "-c", opening, start, str(tmp_path)]
    running = [subprocess.Popen(command) for _ in range(4)]
    assert [p.wait() for p in running] == [0, 0, 0, 0]


def test_workers_leave_with_a_killed_parent(tmp_path):
    source = write_lines(tmp_path / "a.jsonl", articles(2000))
    process = subprocess.Popen(ingest_command(source, tmp_path / "news.db", 2))
    children: set[str] = set()
    deadline = time.monotonic() + 20
    while len(children) < 2 and time.monotonic() < deadline:
        children = set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())
        time.sleep(0.1)
    time.sleep(1)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{c}").exists() for c in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [c for c in children if Path(f"/proc/{c}").exists()] == []


def test_handles_and_threads_do_not_leak(tmp_path):
    import threading

    write_lines(tmp_path / "a.jsonl", articles(5))

    def once():
        with Store(tmp_path / "news.db") as store:
            store.ingest(tmp_path / "a.jsonl")
            store.search("المدارس")

    once()
    files, threads = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    for _ in range(50):
        once()
    assert len(list(Path("/proc/self/fd").iterdir())) <= files + 2
    assert threading.active_count() <= threads + 2
