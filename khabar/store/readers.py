"""Reading articles in several processes, results in the order of the articles.

The parent iterates the sources and writes; workers only read. At most a few chunks are under way,
so memory stays bounded however long the source is.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from khabar.errors import KhabarError
from khabar.model import Record
from khabar.store.duplicates import signature
from khabar.store.rows import to_rows
from khabar.store.stems import stem_line, stems
from khabar.store.writing import Reading

if TYPE_CHECKING:
    from khabar.sources.article import Article, Failure


@dataclass(slots=True, frozen=True)
class Task:
    """One article to read."""

    text: str
    date: str | None
    outlet: str | None
    title: str | None
    url: str | None
    id: str


T = TypeVar("T")
#: What is read together, with something of the caller's beside it.
Chunk = tuple[T, list[Task]]
#: A reading, or the reason why there is none.
Outcome = Reading | str


def read_task(task: Task) -> Outcome:
    """Read one article; whatever goes wrong with it stays with it."""
    try:
        return make_reading(read_one(task))
    except KhabarError as error:
        return str(error)
    except Exception as error:  # a bug of ours must cost one article, not the night's work
        return f"internal error, please report it: {type(error).__name__}: {error}"


def read_article(item: Article | Failure) -> Record | str:
    """The record of one article as a source gives it, or what is wrong with it."""
    from khabar.sources import Failure
    from khabar.store.ingesting import Defaults, make_head, make_task

    place = f"{item.source or 'article'}{f' line {item.line}' if item.line else ''}"
    if isinstance(item, Failure):
        return f"{place}: {item.reason}"
    try:
        return read_one(make_task(make_head(item, Defaults())))
    except KhabarError as error:
        return f"{place}: {error}"


def read_one(task: Task) -> Record:
    from khabar.reading import read

    return read(
        task.text, date=task.date, outlet=task.outlet, title=task.title, url=task.url, id=task.id
    )


def make_reading(record: Record) -> Reading:
    """What the store needs of a record."""
    words = stems(record.text)
    return Reading(
        to_rows(record),
        record.version,
        stem_line(record.title) if record.title else "",
        " ".join(words),
        len(words),
        signature(words),
    )


def read_tasks(tasks: Sequence[Task]) -> list[Outcome]:
    return [read_task(task) for task in tasks]


class Readers(Generic[T]):
    """A pool of reading processes; with one job everything happens in this process."""

    def __init__(self, jobs: int) -> None:
        self.jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(at_once=kind is not None)

    def read(self, chunks: Iterable[Chunk[T]]) -> Iterator[tuple[T, list[Outcome]]]:
        """The outcomes of every chunk, in order."""
        if self.jobs == 1:
            for beside, tasks in chunks:
                yield beside, read_tasks(tasks)
            return
        waiting: deque[tuple[T, list[Task], Future[list[Outcome]]]] = deque()
        for beside, tasks in chunks:
            waiting.append((beside, tasks, self._submit(tasks)))
            if len(waiting) > self.jobs + 2:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _next(
        self, waiting: deque[tuple[T, list[Task], Future[list[Outcome]]]]
    ) -> tuple[T, list[Outcome]]:
        beside, tasks, future = waiting.popleft()
        try:
            return beside, future.result()
        except BrokenProcessPool:
            self._close(at_once=True)
            outcomes = self._one_by_one(tasks)
            for i, (other, others, _) in enumerate(waiting):
                waiting[i] = (other, others, self._submit(others))
            return beside, outcomes

    def _one_by_one(self, tasks: list[Task]) -> list[Outcome]:
        """A process died: find the article that kills it, and read the others."""
        outcomes: list[Outcome] = []
        for task in tasks:
            try:
                outcomes += self._submit([task]).result()
            except BrokenProcessPool:
                self._close(at_once=True)
                outcomes.append(
                    "the reading process died on it (out of memory, or a bug: please report it)"
                )
        return outcomes

    def _submit(self, tasks: list[Task]) -> Future[list[Outcome]]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                self.jobs, mp_context=context, initializer=_prepare_worker
            )
        try:
            return self._pool.submit(read_tasks, tasks)
        except BrokenProcessPool:
            broken: Future[list[Outcome]] = Future()
            broken.set_exception(BrokenProcessPool("a reading process died"))
            return broken

    def _close(self, *, at_once: bool) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if at_once:
            for process in list((getattr(pool, "_processes", None) or {}).values()):
                process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _prepare_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        # A killed parent leaves its workers waiting for ever on a pipe they hold open themselves.
        threading.Thread(target=_leave_with, args=(parent.sentinel, os._exit), daemon=True).start()


def _leave_with(sentinel: int, leave: Callable[[int], object]) -> None:
    wait([sentinel])
    leave(1)
