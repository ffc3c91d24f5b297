"""The store gives back what it was given, finds it, and refuses what it cannot open."""

import sqlite3
import threading

import msgspec
import pytest
from made_records import TEXT, URL, record

import khabar
from khabar import (
    InputError,
    Store,
    StoreError,
)
from khabar.store.database import APPLICATION_ID, migrations


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "news.db") as opened:
        yield opened


def test_a_record_comes_back_as_it_was(store):
    store.add([record()])
    assert store.article(URL) == record()
    assert [r.to_json() for r in store.records()] == [record().to_json()]
    assert store.statements("r1") == record().statements
    assert store.events("r1") == record().events


def test_the_same_article_is_kept_once_whatever_its_address_looks_like(store):
    store.add([record()])
    again = store.add([record(url="HTTP://Example.org:80/news/1/?utm_source=feed#top")])
    assert (again.known, again.new) == (1, 0)
    assert store.stats()["articles"] == 1


def test_a_changed_article_becomes_a_revision_and_the_old_one_stays(store):
    store.add([record()])
    summary = store.add([record(title="عنوان آخر")])
    assert summary.revised == 1
    assert store.article(URL).title == "عنوان آخر"
    assert store.article(URL, revision=1).title == "الوزير: خطوة أولى"
    assert len(store.search("الاتفاق")) == 1
    assert store.add([record()]).known == 1, "an old version seen again is no news"


def test_an_article_without_address_is_known_by_its_words(store):
    store.add([record(url=None), record(url=None), record(url=None, text=TEXT + " انتهى", id="r2")])
    assert store.stats()["articles"] == 2


def test_articles_are_found_by_row_key_beginning_of_key_and_given_id(store):
    store.add([record()])
    row = store.find(URL)
    key = store.sql("SELECT key FROM articles")[0][0]
    assert {
        store.find(row),
        store.find(str(row)),
        store.find(key),
        store.find(key[:8]),
        store.find("r1"),
    } == {row}
    with pytest.raises(InputError, match="no article"):
        store.article("nobody")


def test_views_answer_in_plain_sql(store):
    store.add([record()])
    assert store.sql("SELECT speaker, act, content FROM said ORDER BY id")[0] == (
        "سامر الحلبي", "say", "الاتفاق النووي خطوة أولى",
    )  # fmt: skip
    assert store.sql("SELECT sources, targets, place, trigger FROM happened") == [
        ("سامر الحلبي", "طهران", "طهران", "زيارة")
    ]
    assert store.sql("SELECT name, statements FROM speakers") == [("سامر الحلبي", 2)]
    assert store.sql("SELECT title FROM latest") == [("الوزير: خطوة أولى",)]


def test_a_statement_is_found_with_whom_it_was_said_to_and_how_it_came(store):
    text = (
        "قال وزير النقل سامر حداد للصحفيين في تصريح لوكالة الأفق إن الطريق مفتوح. "
        "وأضاف أن الجسر جاهز. ولم يؤكد الوزير أن الميناء مغلق."
    )
    store.add([khabar.read(text, date="2024-05-01")])
    told, more, denied = store.who("حداد")
    assert (told.addressee, told.via, told.negated) == ("الصحفيين", ("وكالة الأفق",), False)
    assert (more.via, more.via_inherited) == ((), ("وكالة الأفق",))
    assert denied.negated and denied.addressee is None
    rows = store.sql("SELECT addressee, via, via_inherited, negated FROM said ORDER BY id")
    assert rows[:2] == [("الصحفيين", "وكالة الأفق", None, 0), (None, None, "وكالة الأفق", 0)]


def test_every_row_obeys_its_foreign_keys(store):
    store.add([record(), record(title="آخر")])
    assert store.sql("PRAGMA foreign_key_check") == []
    assert store.sql("PRAGMA integrity_check") == [("ok",)]


def test_a_missing_file_is_not_made_by_reading(tmp_path):
    with pytest.raises(StoreError, match="khabar ingest"):
        Store(tmp_path / "none.db", readonly=True)
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "letter.db").write_text("عزيزي القارئ " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="not an SQLite database"):
        Store(tmp_path / "letter.db")


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bookmarks (url)")
    db.close()
    with pytest.raises(StoreError, match="another program"):
        Store(path)


def test_a_store_of_a_newer_khabar_is_refused_with_advice(tmp_path):
    path = tmp_path / "new.db"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    for readonly in (True, False):
        with pytest.raises(StoreError, match="upgrade Khabar"):
            Store(path, readonly=readonly)


def test_migrations_are_numbered_and_the_file_says_what_it_is(store):
    assert store.sql("PRAGMA user_version") == [(len(migrations()),)]
    assert store.sql("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert store.sql("PRAGMA journal_mode") == [("wal",)]


def test_a_readonly_store_cannot_be_written(tmp_path):
    Store(tmp_path / "a.db").close()
    with Store(tmp_path / "a.db", readonly=True) as store:
        with pytest.raises(StoreError, match="reading only"):
            store.add([record()])
        with pytest.raises(StoreError, match="readonly"):
            store.sql("DELETE FROM articles")


def test_threads_share_a_store(store):
    store.add([record()])
    found, errors = [], []

    def look():
        try:
            found.append(len(store.search("الاتفاق")))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, errors) == ([1] * 8, [])


def test_a_closed_store_says_so(tmp_path):
    store = Store(tmp_path / "a.db")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.search("شيء")


def test_reading_again_replaces_a_record_whole(store):
    store.add([msgspec.structs.replace(record(text=TEXT), version="khabar 0.0.1", id=store_key())])
    assert store.reread() == 1
    fresh = khabar.read(
        TEXT, url=URL, outlet="الصدى", title="الوزير: خطوة أولى", date="2024-10-12", id=store_key()
    )
    assert store.article(URL) == fresh
    assert store.sql("PRAGMA foreign_key_check") == []
    assert store.reread() == 0
    hits = store.search("زيارة", scope="statements")
    assert len(hits) == sum("زيارة" in TEXT[a:b] for s in fresh.statements for a, b in s.content)


def store_key() -> str:
    from khabar.store.keys import article_key

    return article_key(URL, None, None, "")


def test_the_record_made_by_hand_uses_every_field_there_is():
    """So that a field added to the record cannot be forgotten by the store and the exports."""
    made = record()
    kinds = (made.mentions, made.actors, made.times, made.statements, made.events)
    parties = [p for e in made.events for p in (*e.sources, *e.targets)]
    for ones in (*kinds, parties, [made]):
        for field in msgspec.structs.fields(type(ones[0])):
            values = [getattr(one, field.name) for one in ones]
            assert any(value not in (None, (), {}, field.default) for value in values), field.name


def test_a_store_of_an_older_layout_is_brought_up_to_date_when_it_is_read(tmp_path):
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as db:
        db.executescript(migrations()[0])
        db.execute("PRAGMA user_version = 1")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.close()
    with Store(path, readonly=True) as store:
        assert store.stats()["articles"] == 0
        assert store.sql("PRAGMA user_version") == [(len(migrations()),)]
        assert store.sql("SELECT known_as FROM actors") == []
