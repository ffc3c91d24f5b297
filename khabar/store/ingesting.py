"""Ingest: from sources to the store, so that nothing is lost and nothing comes twice."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from khabar.errors import InputError
from khabar.sources.article import Article, Failure
from khabar.sources.limits import LIMITS
from khabar.store.keys import article_key, content_hash
from khabar.store.readers import Outcome, Readers, Task
from khabar.store.writing import Head, Problem, Reading, Writer

#: Articles of one batch: large enough that a commit costs little, small enough to lose little.
BATCH_ARTICLES = 64
#: Characters of one batch, for sources with long articles.
BATCH_CHARS = 500_000


@dataclass(slots=True)
class Summary:
    """What an ingest has done so far."""

    new: int = 0
    revised: int = 0
    known: int = 0
    failed: int = 0
    words: int = 0
    started: float = field(default_factory=time.monotonic)
    #: Share of the sources that has been read, 0 to 1; None where nobody can know.
    fraction: float | None = None
    seconds: float = 0.0
    #: The first failures, to show; all of them are in the table `failures`.
    problems: list[Problem] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return self.new + self.revised + self.known


Progress = Callable[[Summary], None]
#: A batch between its parts: the articles to read, how many are known, what failed.
_Beside = tuple[list[Head], int, list[Problem]]


@dataclass(slots=True)
class Defaults:
    """What the caller knows of articles whose source does not say."""

    date: str | None = None
    outlet: str | None = None


def ingest(
    writer: Writer,
    known: Callable[[str, bytes], bool],
    source: str,
    items: Iterable[Article | Failure],
    *,
    readers: Readers[_Beside],
    defaults: Defaults,
    summary: Summary,
    progress: Progress | None = None,
) -> None:
    """Read one source to its end. Batches are cut by the source alone, so that a run after a
    crash cuts the same ones and writes the same store."""
    still: set[tuple[str, int]] = set()
    # A feed shows only its latest articles: what is not in it any more has not been mended.
    good: set[str] | None = {source} if "://" in source else None

    def chunks() -> Iterator[tuple[_Beside, list[Task]]]:
        for batch in _batches(items):
            if good is not None:
                good.update(
                    item.source for item in batch if isinstance(item, Article) and item.source
                )
            yield _prepare(batch, source, known, defaults)

    for (heads, seen, problems), outcomes in readers.read(chunks()):
        summary.known += seen
        _write(writer, heads, outcomes, problems, source=source, summary=summary)
        still.update((p.item, p.line) for p in problems)
        summary.seconds = time.monotonic() - summary.started
        if progress:
            progress(summary)
    summary.seconds = time.monotonic() - summary.started
    with writer.batch():
        writer.forgive(source, still, good)


def _batches(items: Iterable[Article | Failure]) -> Iterator[list[Article | Failure]]:
    batch: list[Article | Failure] = []
    chars = 0
    for item in items:
        batch.append(item)
        chars += len(item.text) if isinstance(item, Article) else 0
        if len(batch) >= BATCH_ARTICLES or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _prepare(
    batch: list[Article | Failure],
    source: str,
    known: Callable[[str, bytes], bool],
    defaults: Defaults,
) -> tuple[_Beside, list[Task]]:
    heads: list[Head] = []
    tasks: list[Task] = []
    problems: list[Problem] = []
    seen = 0
    for item in batch:
        if isinstance(item, Failure):
            problems.append(Problem(source, clean(item.source), item.line or 0, clean(item.reason)))
            continue
        try:
            head = make_head(item, defaults)
        except InputError as error:
            problems.append(
                Problem(source, clean(item.source or source), item.line or 0, clean(str(error)))
            )
            continue
        if known(head.key, head.hash):
            seen += 1
            continue
        heads.append(head)
        tasks.append(make_task(head))
    return (heads, seen, problems), tasks


def make_task(head: Head) -> Task:
    return Task(head.text, head.date, head.outlet, head.title, head.url, head.given_id or head.key)


def make_head(item: Article, defaults: Defaults) -> Head:
    """What is kept of an article beside its record.

    Raises:
        InputError: it has no text, too much of it, or a date that is none.
    """
    if not item.text.strip():
        raise InputError("no text; the article is empty")
    if len(item.text) > LIMITS.article_chars:
        raise InputError(
            f"{len(item.text):,} characters; one article may have {LIMITS.article_chars:,}: split the file"
        )
    given = item.published or item.date or defaults.date
    published = exact_time(given)
    title, outlet = _tidy(item.title), _tidy(item.outlet) or defaults.outlet
    url = _tidy(item.url)
    return Head(
        key=article_key(url, outlet, title, item.text),
        hash=content_hash(title, item.text),
        text=item.text,
        outlet=outlet,
        date=published[:10] if published else None,
        published=published,
        utc=sort_time(published),
        title=title,
        author=_tidy(item.author),
        category=_tidy(item.category),
        url=url,
        given_id=_tidy(item.id),
        source=clean(item.source) if item.source else None,
        line=item.line,
    )


def exact_time(given: str | None) -> str | None:
    """ISO 8601 as exact as given: a date, or a date with time (to the second) and zone."""
    if given is None or not given.strip():
        return None
    text = given.strip()
    try:
        if len(text) <= 10:
            return datetime.date.fromisoformat(text).isoformat()
        return datetime.datetime.fromisoformat(text).replace(microsecond=0).isoformat()
    except ValueError as error:
        raise InputError(
            f'"date" is "{text[:40]}"; use YYYY-MM-DD, or pass --date to set it for the whole source'
        ) from error


def sort_time(published: str | None) -> str:
    """The moment in UTC, so that articles of newsrooms in several zones sort rightly."""
    if published is None or len(published) <= 10:
        return published or ""
    moment = datetime.datetime.fromisoformat(published)
    if moment.tzinfo is None:
        return published
    try:
        return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except OverflowError:  # the first or last day of the calendar
        return published[:19]


def _write(
    writer: Writer,
    heads: list[Head],
    outcomes: list[Outcome],
    problems: list[Problem],
    *,
    source: str,
    summary: Summary,
) -> None:
    counts = {"new": 0, "revised": 0, "known": 0}
    words = 0
    for head, outcome in zip(heads, outcomes, strict=True):
        if isinstance(outcome, str):
            problems.append(Problem(source, head.source or source, head.line or 0, clean(outcome)))
    with writer.batch():
        for head, outcome in zip(heads, outcomes, strict=True):
            if isinstance(outcome, Reading):
                counts[writer.add(head, outcome)] += 1
                words += outcome.words
        if problems:
            writer.fail(problems)
    summary.new += counts["new"]
    summary.revised += counts["revised"]
    summary.known += counts["known"]
    summary.words += words
    summary.failed += len(problems)
    summary.problems += problems[: 20 - len(summary.problems)] if len(summary.problems) < 20 else []


def _tidy(value: str | None) -> str | None:
    if value is None:
        return None
    return clean(value.strip()) or None


def clean(value: str) -> str:
    """Text that any database and terminal can hold: no lone surrogates."""
    return value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value
