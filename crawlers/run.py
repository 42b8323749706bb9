"""One crawl run from lock to log line: fetch, extract, check, and say how it went."""

import json
import signal
import sys
from collections import Counter
from dataclasses import replace
from typing import Any

import click

from corpus.duplicates import mark_duplicates
from corpus.errors import EXIT_FINE, EXIT_SET_ASIDE, FramesayError, StoreError
from corpus.locks import locked
from corpus.provenance import code_version, log_run, new_run_id, now
from corpus.records import CrawlRun
from corpus.store import Store
from corpus.study import Study
from crawlers.captures import CaptureArchive
from crawlers.checks import broken_expectations
from crawlers.interrupts import Interrupts
from crawlers.outlets import OutletSource, read_outlets
from crawlers.pipelines import extract_waiting
from crawlers.plan import Plan, Tally
from crawlers.progress import Progress
from crawlers.spider import PressSpider


def crawl(
    study: Study,
    *,
    only: tuple[str, ...] = (),
    max_pages: int | None = None,
    proxy: str | None = None,
    quiet: bool = False,
) -> CrawlRun:
    """Crawl the outlets of `study` (or `only` some) and extract what came.

    Returns the finished run; its exit_code is the command's. Raises StudyError, TryLater
    (another run holds the corpus) and StoreError before or after the run row is written.
    """
    outlets = read_outlets(study, only)
    with (
        locked(study, "crawl"),
        Store(study.database, create=True) as store,
        Progress(quiet=quiet) as progress,
        Interrupts() as interrupts,
    ):
        run = CrawlRun(new_run_id(), now(), code_version())
        store.crawl.save_outlets(outlet.record for outlet in outlets)
        _close_cut_off_runs(store)
        store.crawl.save_run(run)
        tally = Tally()
        agent = f"framesay/{code_version()} (+{study.file.contact})"
        with CaptureArchive(study.captures_folder, run.run_id, agent) as archive:
            plan = Plan(
                study,
                outlets,
                store,
                archive,
                run.run_id,
                max_pages or study.file.crawler.max_pages,
                tally,
                progress.answered,
            )
            try:
                _fetch(plan, agent, proxy or study.file.crawler.proxy, interrupts)
                counts: Counter[str] = Counter()
                if not interrupts.came():
                    counts = extract_waiting(
                        store,
                        study,
                        outlets,
                        run.run_id,
                        tick=progress.extracted,
                        stop=interrupts.came,
                    )
                    if counts["versions"]:
                        mark_duplicates(store)
            except FramesayError as error:
                store_failed = replace(run, outcome="failed", exit_code=error.exit_code)
                _finish(study, store, replace(store_failed, message=str(error)), tally, Counter())
                raise
        lines = _complaints(store, outlets, tally)
        run = _finish(
            study, store, _outcome(run, tally, counts, lines, interrupts.number), tally, counts
        )
    for line in lines:
        click.echo(f"framesay: {line}", err=True)
    return run


def extract(study: Study, *, again: bool = False, quiet: bool = False) -> Counter[str]:
    """Extract captures that wait (`again`: also those read by another extractor version)."""
    outlets = read_outlets(study)
    with locked(study, "crawl"), Store(study.database) as store, Progress(quiet=quiet) as progress:
        counts = extract_waiting(
            store, study, outlets, new_run_id(), again=again, tick=progress.extracted
        )
        if counts["versions"]:
            mark_duplicates(store)
    return counts


def _fetch(plan: Plan, agent: str, proxy: str, interrupts: Interrupts) -> None:
    """Run Scrapy until all is asked or a signal comes.

    Raises StoreError when the corpus could not be written any more.
    """
    from scrapy import signals  # noqa: PLC0415 - Scrapy installs its reactor when it is loaded
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

    from crawlers.settings import scrapy_settings  # noqa: PLC0415

    process = AsyncCrawlerProcess(
        scrapy_settings(plan.study.file.crawler, plan.outlets, agent, proxy)
    )
    crawler = process.create_crawler(PressSpider)
    fatal: list[StoreError] = []

    def spider_error(failure: Any, **_: Any) -> None:  # noqa: ANN401 - Scrapy's signal
        if isinstance(failure.value, StoreError):
            fatal.append(failure.value)
        else:
            fatal.append(StoreError(f"the crawl broke off: {failure.value!r}"))
        stop()

    def stop() -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - only after it is installed

        reactor.callFromThread(lambda: _ended(process.stop()))

    crawler.signals.connect(spider_error, signal=signals.spider_error)
    interrupts.on_stop = stop
    _ended(process.crawl(crawler, plan=plan))
    process.start(install_signal_handlers=False)
    interrupts.on_stop = lambda: None
    if fatal:
        raise fatal[0]


def _ended(coroutine: Any) -> None:  # noqa: ANN401 - a coroutine or task, as Scrapy returns
    """Let a coroutine run to its end in the running (or coming) event loop."""
    from scrapy.utils.defer import deferred_from_coro  # noqa: PLC0415

    deferred_from_coro(coroutine)


def _close_cut_off_runs(store: Store) -> None:
    """Mark runs that never ended: we hold the lock, so they were killed."""
    for row in store.rows("SELECT * FROM crawl_run WHERE outcome = 'running'"):
        cut_off = CrawlRun(**dict(row))
        message = "cut off (killed, or the power failed); the next run went on"
        store.crawl.save_run(replace(cut_off, outcome="failed", message=message))


def _complaints(store: Store, outlets: list[OutletSource], tally: Tally) -> list[str]:
    """Return what a person has to look at, one line each."""
    silent = [f"{slug}: none of its announcements could be read" for slug in sorted(tally.silent)]
    return silent + broken_expectations(store, outlets)


def _outcome(
    run: CrawlRun, tally: Tally, counts: Counter[str], lines: list[str], stopped_by: int | None
) -> CrawlRun:
    """Say how the run ended."""
    asides = tally.set_aside + counts["set_aside"]
    if stopped_by is not None:
        message = f"stopped by {signal.Signals(stopped_by).name}; the next run goes on"
        return replace(run, outcome="stopped", exit_code=128 + stopped_by, message=message)
    if asides or lines:
        message = "; ".join([*([f"{asides} items set aside"] if asides else []), *lines])
        return replace(run, outcome="set_aside", exit_code=EXIT_SET_ASIDE, message=message)
    return replace(run, outcome="fine", exit_code=EXIT_FINE)


def _finish(
    study: Study, store: Store, run: CrawlRun, tally: Tally, counts: Counter[str]
) -> CrawlRun:
    """Write the run row and its log line; print the line when no person watches."""
    run = replace(
        run,
        finished_at=now(),
        announcements=tally.announcements,
        announcements_unchanged=tally.announcements_unchanged,
        links_announced=tally.links_announced,
        links_new=tally.links_new,
        pages_fetched=tally.pages_fetched,
        pages_unchanged=tally.pages_unchanged,
        kept=counts["kept"],
        paywalled=counts["paywalled"],
        off_topic=counts["off_topic"],
        refused=tally.refused,
        set_aside=tally.set_aside + counts["set_aside"],
    )
    try:
        store.crawl.save_run(run)
        line = log_run(study.corpus_folder, {"command": "crawl", **_as_dict(run)})
    except (OSError, StoreError):
        # the disk is full: the error under way says so, the row stays "running" until next time
        line = json.dumps({"command": "crawl", **_as_dict(run)}, ensure_ascii=False)
    if not sys.stdout.isatty():
        click.echo(line)
    return run


def _as_dict(run: CrawlRun) -> dict[str, object]:
    return {name: getattr(run, name) for name in run.__dataclass_fields__}
