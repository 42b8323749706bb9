"""One run of a kind at a time per study: crawl, annotation, release."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from corpus.errors import StoreError, TryLater
from corpus.study import Study


@contextmanager
def locked(study: Study, work: str) -> Iterator[None]:
    """Hold the study's lock for `work` ("crawl", say); it falls with the process, however it ends.

    Raises TryLater when another run holds it, StoreError when the folder cannot be written.
    """
    path = study.corpus_folder / f"{work}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=0)
        lock.acquire()
    except Timeout:
        raise TryLater(f"{study.folder}: another {work} of this study is running") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error}") from error
    try:
        yield
    finally:
        lock.release()
