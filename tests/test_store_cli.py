"""The store's commands on the terminal: exit codes, streams, bad days."""

import csv
import io
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_records import record
from test_ingest import articles, write_lines

from khabar import Store
from khabar.cli import main
from khabar.cli.store_commands import ACTS, FORMATS, KINDS, TABLES

KHABAR = [sys.executable, "-c", "from khabar.cli import main; main()"]


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.add(
            [
                record(),
                record(
                    url="https://example.org/2", id="r2", outlet="\x1b[31mأحمر\u202e", title="=1+1"
                ),
            ]
        )
    return path


def khabar(*args, code=0):
    result = CliRunner().invoke(main, [str(a) for a in args], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_the_choices_are_those_of_the_code():
    from khabar.export import FORMATS as formats
    from khabar.export.tabular import TABLES as tables

    assert tuple(formats) == FORMATS
    assert tables == TABLES
    assert len(ACTS) == 13
    assert len(KINDS) == 4


def test_ingest_sums_up_and_fails_with_one_where_something_failed(tmp_path):
    source = write_lines(tmp_path / "a.jsonl", articles(3))
    db = tmp_path / "news.db"
    assert "3 new" in khabar("ingest", source, "--db", db, "--jobs", 1).stderr
    assert "3 already there" in khabar("ingest", source, "--db", db, "--jobs", 1).stderr
    (tmp_path / "bad.jsonl").write_text('{"content": "نص"}\n{"content"\n', encoding="utf-8")
    result = khabar("ingest", tmp_path / "bad.jsonl", "--db", db, "--jobs", 1, code=1)
    assert "bad.jsonl line 2: broken JSON" in result.stderr
    assert "1 new, 0 revised, 0 already there, 1 failed" in result.stderr
    (tmp_path / "bad.jsonl").write_text('{"content": "نص"}\n{"content": "آخر"}\n', encoding="utf-8")
    assert "1 new" in khabar("ingest", "--retry-failed", "--db", db, "--jobs", 1).stderr
    assert json.loads(khabar("stats", "--db", db, "--json").stdout)["failures"] == 0


def test_wrong_use_is_two_and_a_missing_file_is_one(tmp_path):
    khabar("ingest", code=2)
    khabar("search", "x", "--act", "shout", code=2)
    assert (
        "there is no file"
        in khabar("ingest", tmp_path / "none", "--db", tmp_path / "a.db", code=1).stderr
    )
    assert "khabar ingest" in khabar("search", "x", "--db", tmp_path / "a.db", code=1).stderr
    assert not (tmp_path / "a.db").exists()


def test_a_table_is_read_with_named_columns(tmp_path):
    (tmp_path / "a.csv").write_text(
        "headline;story;day\nعنوان;نص الخبر;2024-02-03\n", encoding="utf-8"
    )
    db = tmp_path / "news.db"
    khabar(
        "ingest",
        tmp_path / "a.csv",
        "--db",
        db,
        "--map",
        "title=headline,text=story",
        "--map",
        "date=day",
    )
    with Store(db) as store:
        assert store.sql("SELECT title, date FROM articles") == [("عنوان", "2024-02-03")]
    assert (
        "FIELD=COLUMN"
        in khabar("ingest", tmp_path / "a.csv", "--db", db, "--map", "story", code=1).stderr
    )


def test_searches_print_lines_json_and_csv(db):
    text = khabar("search", "الاتفاق", "--speaker", "الحلبي", "--db", db).stdout
    assert "*الاتفاق* النووي خطوة أولى" in text
    rows = json.loads(khabar("search", "الاتفاق", "--act", "say", "--json", "--db", db).stdout)[
        "rows"
    ]
    assert [r["speaker"] for r in rows] == ["سامر الحلبي"] * 2
    table = list(csv.DictReader(io.StringIO(khabar("who", "الحلبي", "--csv", "--db", db).stdout)))
    assert len(table) == 4
    assert table[0]["act"] == "say"
    assert "CONSULT  سامر الحلبي → طهران" in khabar("timeline", "SYR", "IRN", "--db", db).stdout
    assert "#0 سامر الحلبي" in khabar("show", "r1", "--db", db).stdout
    assert json.loads(khabar("show", "r1", "--db", db, "--json").stdout)["id"] == "r1"
    assert "الصدى" in khabar("stats", "--db", db).stdout


def test_pages_follow_each_other(db):
    first = json.loads(khabar("search", "الاتفاق", "--limit", 1, "--json", "--db", db).stdout)
    second = json.loads(
        khabar(
            "search", "الاتفاق", "--limit", 1, "--json", "--after", first["next"], "--db", db
        ).stdout
    )
    assert first["rows"][0]["article"] != second["rows"][0]["article"]
    assert second["next"] is None


def test_nothing_from_an_article_controls_the_terminal_or_a_spreadsheet(db):
    for args in (
        ["search", "الاتفاق"],
        ["who", "الحلبي"],
        ["timeline", "SYR"],
        ["show", "r2"],
        ["stats"],
    ):
        out = khabar(*args, "--db", db).output
        assert "\x1b" not in out
        assert "\u202e" not in out
    rows = list(csv.reader(io.StringIO(khabar("search", "الاتفاق", "--csv", "--db", db).stdout)))
    assert "'=1+1" in rows[1] + rows[2]


def test_exports_of_files_and_of_queries(db, tmp_path):
    out = tmp_path / "out.jsonl"
    khabar("export", "--to", "jsonl", "--db", db, "-o", out)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert (
        len(
            khabar(
                "export", "--to", "jsonl", "--db", db, "--query", "الاتفاق", "--outlet", "الصدى"
            ).stdout.splitlines()
        )
        == 1
    )
    assert khabar("export", "--to", "jsonl", "--db", db, "--speaker", "nobody").stdout == ""
    source = write_lines(tmp_path / "a.jsonl", articles(2))
    assert len(khabar("export", "--to", "jsonl", source).stdout.splitlines()) == 2
    khabar("export", "--to", "parquet", source, "-o", tmp_path / "no" / "out.parquet", code=1)


def test_the_first_page_is_quick(db):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*KHABAR, "search", "الاتفاق", "--db", str(db)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime) - (
        before.ru_utime + before.ru_stime
    ) < 1.2  # 0.6 on a machine at rest


def test_ctrl_c_ends_between_batches_and_the_same_command_goes_on(tmp_path):
    source = write_lines(tmp_path / "a.jsonl", articles(3000))
    command = [*KHABAR, "ingest", str(source), "--db", str(tmp_path / "news.db"), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        time.sleep(0.05)
        if (tmp_path / "news.db").exists():
            db = sqlite3.connect(tmp_path / "news.db")
            try:
                if db.execute("SELECT count(*) FROM articles").fetchone()[0] >= 64:
                    break
            except sqlite3.OperationalError:
                pass
            finally:
                db.close()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "the same command goes on" in errors
    assert "Traceback" not in errors
    with Store(tmp_path / "news.db") as store:
        done = store.stats()["articles"]
        assert store.sql("PRAGMA integrity_check") == [("ok",)]
    assert 64 <= done < 3000
    assert done % 64 == 0


@pytest.fixture
def small_disk(tmp_path):
    """A file system of two megabytes, where this may be had."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_a_clear_error_and_a_rerun_completes(tmp_path, small_disk):
    source = write_lines(tmp_path / "a.jsonl", articles(2000))
    db = small_disk / "news.db"
    result = subprocess.run(
        [*KHABAR, "ingest", str(source), "--db", str(db), "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "the disk is full" in result.stderr
    assert "Traceback" not in result.stderr
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    with Store(db) as store:
        assert store.sql("PRAGMA integrity_check") == [("ok",)]
    result = subprocess.run(
        [*KHABAR, "ingest", str(source), "--db", str(db), "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    with Store(db) as store:
        assert store.stats()["articles"] == 2000


def test_a_closed_pipe_is_no_traceback(tmp_path):
    db = tmp_path / "news.db"
    with Store(db) as store:
        store.add(record(url=f"https://example.org/{i}", id=f"x{i}") for i in range(300))
    command = f"{sys.executable} -c 'from khabar.cli import main; main()' search الاتفاق --limit 1000 --db {db} | head -1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert "Traceback" not in result.stderr


def test_a_file_without_permission_is_one_failure(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    path = Path(tmp_path / "a.txt")
    path.write_text("نص")
    path.chmod(0)
    khabar("ingest", path, "--db", tmp_path / "a.db", code=1)
