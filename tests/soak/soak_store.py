"""The promises at full length: `make soak`. The quick tests call the same functions with less."""

import os
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["KHABAR_SOAK"] = "100"
os.environ["KHABAR_SOAK_ARTICLES"] = "1000"

import test_ingest as ingest
import test_ingest_broken as broken
import test_store_promises as promises
from test_ingest_broken import warc  # noqa: F401
from test_store_cli import small_disk  # noqa: F401


@pytest.fixture(autouse=True)
def say_how_long(request, capsys):
    started = time.monotonic()
    yield
    with capsys.disabled():
        print(f"  {request.node.name}: {time.monotonic() - started:.0f} s")


@pytest.mark.parametrize("jobs", [1, 2])
def test_promise_1_two_hundred_kills_of_two_thousand_articles(tmp_path, jobs):
    ingest.kill_at_random_moments(tmp_path, count=2000, kills=100, jobs=jobs)


def test_promise_2_io_errors_at_fifty_points(tmp_path):
    promises.fail_at_points(tmp_path, points=50, count=400)


def test_promise_3_eight_readers_for_a_minute(tmp_path):
    promises.read_beside_a_writer(tmp_path, seconds=60, readers=8)


def test_promise_4_a_thousand_articles_once_only(tmp_path):
    ingest.test_the_same_articles_three_times_shuffled_by_one_and_four_workers(tmp_path)


def test_promise_8_a_hundred_thousand_mutated_files(tmp_path):
    broken.test_mutated_files_never_raise_anything_but_our_errors(tmp_path)


def test_promise_8_twenty_thousand_strings():
    broken.test_hostile_strings_never_raise_anything_but_our_errors()


def test_promise_10_ten_gigabytes_in_ten_megabytes(tmp_path):
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(broken.Endless()._block * 1000)
    (tmp_path / "good.txt").write_text("نص الخبر", encoding="utf-8")
    started = time.monotonic()
    articles, failures = broken.split(broken.open_source(tmp_path))
    assert ([a.text for a in articles], bool(failures)) == (["نص الخبر"], True)
    assert time.monotonic() - started < 60


def test_promise_10_a_line_of_a_gigabyte(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(1000):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "ok"}\n')
    articles, failures = broken.split(broken.open_source(path))
    assert ([a.text for a in articles], [f.line for f in failures]) == (["ok"], [1])


def test_promise_15_damaged_web_archives(warc, monkeypatch):  # noqa: F811
    monkeypatch.setattr(broken, "SOAK", 5)
    broken.test_cut_and_damaged_web_archives_keep_every_readable_record(warc)
