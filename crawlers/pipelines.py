"""Extract waiting captures in worker processes and write what comes back.

The workers read the archive themselves and know nothing of the corpus; the store is written
here, one capture at a time, so that a killed run loses nothing.
"""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus import worklist
from corpus.errors import PageError, one_item
from corpus.provenance import now
from corpus.records import Extraction
from corpus.store import Store
from corpus.study import Study
from crawlers.captures import read_capture
from crawlers.extract import EXTRACTOR, Job, extract
from crawlers.outlets import OutletSource

LONGEST = 10.0
"""Seconds for one page; what takes longer is set aside."""
AHEAD = 4
"""Captures handed out per worker."""


def extract_waiting(
    store: Store,
    study: Study,
    outlets: list[OutletSource],
    run_id: str,
    *,
    again: bool = False,
    tick: Callable[[int], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Counter[str]:
    """Extract all waiting captures (`again`: those of other extractors, too).

    Returns how many came out as kept, paywalled, off_topic, set_aside, and how many "versions"
    were added. `tick` is called after each capture with the number of captures in all; `stop`
    ends the work early when it says so.
    """
    jobs = list(_jobs(store, study, outlets, again=again))
    counts: Counter[str] = Counter()
    for extraction in _run(jobs, study.captures_folder, os.cpu_count() or 1):
        added = store.crawl.add_extraction(extraction, EXTRACTOR, now(), run_id)
        counts[extraction.state] += 1
        counts["versions"] += added
        tick(len(jobs))
        if stop():
            break  # what is left waits for the next run
    return counts


def _jobs(store: Store, study: Study, outlets: list[OutletSource], *, again: bool) -> Iterator[Job]:
    """Yield the waiting captures as jobs without their bodies."""
    by_slug = {outlet.slug: outlet for outlet in outlets}
    for capture, link in worklist.captures_to_extract(store, EXTRACTOR if again else None):
        outlet = by_slug.get(capture.outlet)
        if outlet is None:
            continue  # of an outlet that this run leaves out; it goes on waiting
        yield Job(
            capture=capture,
            link=link,
            headers=(),
            body=b"",
            domain=outlet.file.domain,
            outlet_name=outlet.file.name,
            extracted_at=now(),
            topic=tuple(study.file.topic.keep),
            selectors=outlet.file.selectors,
        )


def work(job: Job, folder: Path) -> Extraction:
    """Read one capture from the archive and extract it; never raises for a bad page."""
    done: list[Extraction] = []
    with one_item(lambda reason, line: done.append(_aside(job, reason, line))):
        headers, body = read_capture(folder, job.capture)
        done.append(_in_time(replace(job, headers=headers, body=body)))
    return done[0]


def _in_time(job: Job) -> Extraction:
    """Extract within LONGEST seconds."""

    def too_slow(*_: Any) -> None:  # noqa: ANN401 - a signal handler
        raise PageError("too_slow", f"{job.link.url}: took more than {LONGEST:.0f} s to read")

    former = signal.signal(signal.SIGALRM, too_slow)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        return extract(job)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _aside(job: Job, reason: str, line: str) -> Extraction:
    return Extraction(job.capture.capture_id, job.link.url, "set_aside", reason, line)


def _run(jobs: list[Job], folder: Path, workers: int) -> Iterator[Extraction]:
    """Yield the results of all jobs, in the order they are done."""
    todo = {job.capture.capture_id: job for job in jobs}
    while todo:
        try:
            yield from _pool(todo, folder, min(workers, len(todo)))
        except BrokenProcessPool:
            # A page took its worker down: it is among the first ones left. Try one by itself.
            yield _alone(todo.pop(next(iter(todo))), folder)


def _pool(todo: dict[str, Job], folder: Path, workers: int) -> Iterator[Extraction]:
    """Work off `todo` in order; a job leaves it when its result is there."""
    running: set[Future[Extraction]] = set()
    waiting = list(reversed(todo.values()))
    with _executor(workers) as pool:
        while waiting or running:
            while waiting and len(running) < workers * AHEAD:
                running.add(pool.submit(work, waiting.pop(), folder))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                del todo[result.capture_id]
                yield result


def _alone(job: Job, folder: Path) -> Extraction:
    """Extract one page in a process of its own, which it may take down."""
    with _executor(1) as pool:
        try:
            return pool.submit(work, job, folder).result()
        except BrokenProcessPool:
            return _aside(job, "crashed", f"{job.link.url}: reading it ends the program")


def _executor(workers: int) -> ProcessPoolExecutor:
    # spawn: a forked copy of a process in which Scrapy's reactor ran is no clean worker
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_interrupt
    )


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent process, which finishes the pages at hand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
