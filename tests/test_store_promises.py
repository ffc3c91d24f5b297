"""Promises 2 and 3: full disks and I/O errors, readers beside a writer."""

import multiprocessing
import resource
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from test_ingest import articles, dump, ingest_command, write_lines
from test_store_cli import KHABAR, small_disk  # noqa: F401

from khabar import Store, StoreError
from khabar.store.database import WAL_LIMIT

# -- promise 2: I/O errors -----------------------------------------------------------------------


def limited(command: list[str], size: int) -> subprocess.CompletedProcess[str]:
    """Run a command that cannot write beyond ``size`` bytes of a file: a real I/O error there."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)


def fail_at_points(tmp_path: Path, points: int, count: int) -> None:
    """I/O errors at many places of an ingest; afterwards the same command completes the store."""
    source = write_lines(tmp_path / "a.jsonl", articles(count))
    whole = tmp_path / "whole.db"
    subprocess.run(ingest_command(source, whole, 1), check=True)
    expected = dump(whole)
    largest = whole.stat().st_size * 2
    failed = 0
    for point in range(points):
        path = tmp_path / f"{point}.db"
        size = 2000 + largest * point // points
        command = [*KHABAR, "ingest", str(source), "--db", str(path), "--jobs", "1"]
        result = limited(command, size)
        assert "Traceback" not in result.stderr, result.stderr
        if result.returncode:
            failed += 1
            assert result.returncode == 1
            assert result.stderr.startswith("khabar: "), result.stderr
        if path.exists():
            try:
                with Store(path) as store:
                    assert store.sql("PRAGMA integrity_check") == [("ok",)]
            except StoreError as error:
                raise AssertionError(f"{size} bytes: {error}") from error
        subprocess.run(ingest_command(source, path, 1), check=True)
        assert dump(path) == expected
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    assert failed > points // 3


def test_io_errors_are_clear_and_a_rerun_completes(tmp_path):
    fail_at_points(tmp_path, points=5, count=200)


def test_a_readonly_file_system_can_be_read_and_not_written(tmp_path, small_disk):  # noqa: F811
    db = small_disk / "news.db"
    with Store(db) as store:
        store.ingest(write_lines(tmp_path / "a.jsonl", articles(5)))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Store(db, readonly=True) as store:
        assert store.stats()["articles"] == 5
    result = subprocess.run(
        [*KHABAR, "ingest", str(tmp_path / "a.jsonl"), "--db", str(db)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "permissions" in result.stderr or "read-only" in result.stderr


# -- promise 3: readers beside a writer ----------------------------------------------------------


def read_until(path: str, stop: float, answers: "multiprocessing.Queue[object]") -> None:
    done = 0
    try:
        with Store(path, readonly=True) as store:
            while not done or time.time() < stop:  # a busy machine may start it late
                hits = store.search("المدارس", limit=20)
                store.who("الحلبي")
                store.stats()
                for hit in hits[:2]:
                    assert store.article(hit.article).text
                done += 1
        answers.put(done)
    except BaseException as error:
        answers.put(repr(error))


def read_beside_a_writer(tmp_path: Path, seconds: float, readers: int) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.ingest(write_lines(tmp_path / "first.jsonl", articles(200, seed=2)))
    source = write_lines(
        tmp_path / "a.jsonl", ({**a, "url": a["url"] + "x"} for a in articles(int(1500 * seconds)))
    )
    writer = subprocess.Popen(ingest_command(source, path, 1))
    with Store(path, readonly=True) as store:
        patience = time.monotonic() + 60
        while store.stats()["articles"] == 200 and time.monotonic() < patience:
            time.sleep(0.05)
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    stop = time.time() + seconds + 1
    running = [
        context.Process(target=read_until, args=(str(path), stop, answers)) for _ in range(readers)
    ]
    for process in running:
        process.start()
    done = [answers.get(timeout=seconds + 120) for _ in running]
    for process in running:
        process.join()
    assert all(isinstance(d, int) and d > 0 for d in done), done
    writer.send_signal(signal.SIGINT)
    writer.wait()
    with Store(path) as store:
        assert store.stats()["articles"] > 200
        store.ingest(write_lines(tmp_path / "last.jsonl", articles(201, seed=2)))
    wal = Path(f"{path}-wal")
    assert not wal.exists() or wal.stat().st_size <= WAL_LIMIT
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_readers_go_on_while_an_ingest_writes(tmp_path):
    read_beside_a_writer(tmp_path, seconds=3, readers=4)
