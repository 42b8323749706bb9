"""One annotation run from lock to log line: what is not coded yet is coded and written at once."""

import sys
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from corpus.actors import merge_actors, read_actors_file
from corpus.errors import EXIT_FINE, EXIT_SET_ASIDE, StoreError, TryLater, one_item
from corpus.locks import locked
from corpus.provenance import code_version, log_run, new_run_id, now
from corpus.records import Article, Coder, CodingRun, SetAside
from corpus.store import Store
from corpus.study import Study
from corpus.worklist import articles_to_code
from nlp.annotate import Stamp
from nlp.codebook import ArticleRule, Codebook, load_codebook, to_ddi, to_frames, to_markdown
from nlp.framing import dominant_frame
from nlp.run.worker import (
    Failure,
    Order,
    Outcome,
    annotate_batch,
    model_name_and_hash,
    start_worker,
)

BATCH = 8
"""Articles coded and written together: what a killed run loses at most, per job."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far, for its log line."""

    rule: ArticleRule
    counts: Counter[str] = field(default_factory=Counter)
    dominant: Counter[str] = field(default_factory=Counter)
    """Articles by dominant frame; those without one are not among them."""

    def add(self, run: CodingRun) -> None:
        """Count one article that was coded."""
        self.counts["articles"] += 1
        self.counts["sentences"] += len(run.sentences)
        self.counts["quotations"] += len(run.quotations)
        self.counts["codings"] += sum(c.present for c in run.codings)
        if frame := dominant_frame(run.codings, self.rule):
            self.dominant[frame] += 1


def annotate(
    study: Study, *, codebook: str | None = None, jobs: int = 1, quiet: bool = False
) -> dict[str, object]:
    """Code all articles of `study` that this codebook, model and program have not coded yet.

    Returns the run's log line; its exit_code is the command's. Raises StudyError, TryLater
    (another run holds the corpus) and StoreError.
    """
    book = load_codebook(codebook or study.file.codebook, study.folder)
    read_actors_file(study.folder)  # its mistakes are said before the coding, not after it
    with locked(study, "annotation"), Store(study.database) as store:
        started = now()
        store.codings.save_frames(to_frames(book))
        write_codebook(study, book)
        model, model_hash = model_name_and_hash(study.file.annotate.spacy_model, book)
        coder = Coder(book.id, book.version, book.hash, model, model_hash, code_version())
        stamp = Stamp(new_run_id(), coder, started)
        tally = Tally(book.file.article)
        order = Order(str(book.path.resolve()), study.file.annotate.spacy_model, stamp)
        _annotate_all(store, order, jobs=jobs, quiet=quiet, tally=tally)
        tally.counts["actors"] = merge_actors(store, study, stamp.run_id).actors
        return _finish(study, stamp, tally)


def _annotate_all(store: Store, order: Order, *, jobs: int, quiet: bool, tally: Tally) -> None:
    """Code batch after batch and write each when it is done."""
    batches = articles_to_code(store, order.stamp.coder, batch=BATCH)
    first = next(batches, None)
    if first is None:
        return  # nothing to do: no model is loaded for it
    batches = chain([first], batches)
    total = _waiting(store, order.stamp.coder)
    with _bar(total, quiet=quiet) as (progress, task):
        for outcome in _outcomes(batches, order, jobs):
            _write(store, outcome, order.stamp, tally)
            progress.advance(task, len(outcome.runs) + len(outcome.failed))


def _waiting(store: Store, coder: Coder) -> int:
    """Return how many articles are still to be coded, for the progress bar."""
    done = store.value(
        "SELECT count(DISTINCT article_id) FROM coding_run JOIN article USING (article_id, version)"
        " WHERE article.is_current = 1 AND codebook_id = ? AND codebook_hash = ?"
        " AND model_hash = ? AND code_version = ?",
        coder.codebook_id,
        coder.codebook_hash,
        coder.model_hash,
        coder.code_version,
    )
    return int(store.value("SELECT count(*) FROM article WHERE is_current = 1") - done)


def _outcomes(batches: Iterator[list[Article]], order: Order, jobs: int) -> Iterator[Outcome]:
    """Yield what became of each batch, in order, whatever the number of jobs.

    Raises TryLater when a worker process dies.
    """
    if jobs == 1:
        start_worker(order)
        yield from map(annotate_batch, batches)
        return
    waiting: deque[Future[Outcome]] = deque()
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=start_worker, initargs=(order,)
    ) as pool:
        try:
            waiting.extend(
                pool.submit(annotate_batch, batch) for batch in islice(batches, 2 * jobs)
            )
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(annotate_batch, batch) for batch in islice(batches, 1))
        except BrokenExecutor as error:
            message = "a worker process died (out of memory?); run again, perhaps with fewer --jobs"
            raise TryLater(message) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _write(store: Store, outcome: Outcome, stamp: Stamp, tally: Tally) -> None:
    """Write a batch: codings as they are, failures where they can be seen.

    A coding that the corpus refuses (an offset outside its text, say) is such a failure.
    """
    failed = list(outcome.failed)
    for run in outcome.runs:
        with one_item(partial(_note, failed, run.article_id)):
            store.codings.add_run(run)
            store.crawl.clear_aside(run.article_id)
            tally.add(run)
    for failure in failed:
        outlet, url = store.rows(
            "SELECT outlet, url FROM article WHERE article_id = ? LIMIT 1", failure.article_id
        )[0]
        aside = SetAside("annotate", failure.article_id, outlet, failure.reason, failure.message)
        store.crawl.set_aside(aside, stamp.run_id, now())
        tally.counts["set_aside"] += 1
        click.echo(f"framesay: {url}: set aside: {failure.message}", err=True)


def _note(failed: list[Failure], article_id: str, reason: str, message: str) -> None:
    failed.append(Failure(article_id, reason, message))


def write_codebook(study: Study, book: Codebook) -> None:
    """Write the codebook beside the corpus; a release takes it along.

    As Markdown for readers, as DDI for archives, and the file itself as it is. Raises StoreError
    when that fails.
    """
    path = study.corpus_folder / "codebooks" / f"{book.id}-{book.version}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # with_name, not with_suffix: a version may hold a full stop
        path.with_name(f"{path.name}.md").write_text(to_markdown(book), "utf-8")
        path.with_name(f"{path.name}.xml").write_text(to_ddi(book), "utf-8")
        path.with_name(f"{path.name}.toml").write_bytes(book.path.read_bytes())
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be written: {error}") from error


@contextmanager
def _bar(total: int, *, quiet: bool) -> Iterator[tuple[Progress, TaskID]]:
    """Show a progress bar to a person who watches, nothing to anybody else."""
    columns = (
        TextColumn("coding articles"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    shown = sys.stderr.isatty() and not quiet
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
        yield progress, progress.add_task("", total=total)


def _finish(study: Study, stamp: Stamp, tally: Tally) -> dict[str, object]:
    """Append the run's line to runs.jsonl; print it when no person watches."""
    line: dict[str, object] = {
        "command": "annotate",
        "run_id": stamp.run_id,
        "started_at": stamp.coded_at,
        "finished_at": now(),
        "code_version": stamp.coder.code_version,
        "codebook": f"{stamp.coder.codebook_id} {stamp.coder.codebook_version}",
        "model": stamp.coder.model,
        "exit_code": EXIT_SET_ASIDE if tally.counts["set_aside"] else EXIT_FINE,
    }
    line |= {
        what: tally.counts[what]
        for what in ("articles", "sentences", "codings", "quotations", "actors", "set_aside")
    }
    line["dominant_frames"] = dict(sorted(tally.dominant.items()))
    try:
        text = log_run(study.corpus_folder, line)
    except OSError as error:
        raise StoreError(f"{study.corpus_folder}: cannot be written: {error}") from error
    if not sys.stdout.isatty():
        click.echo(text)
    return line
