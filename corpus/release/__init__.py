"""Write the corpus of a study as a data package that can be cited and checked.

The package is written into DIR.partial, read back and compared with the corpus, and only then
gets its name: a release that exists is a release that was verified. Nothing in it depends on
the clock, so that the same corpus gives the same bytes.
"""

import filecmp
import shutil
from pathlib import Path

from corpus.datapackage import tables, texts
from corpus.duplicates import mark_duplicates
from corpus.errors import StoreError, StudyError
from corpus.release.describe import describe
from corpus.release.verify import verify
from corpus.release.write import Written, register_functions, write_table
from corpus.store import Store
from corpus.study import Study

__all__ = ["release"]


def release(
    study: Study,
    folder: Path | None = None,
    *,
    with_text: bool = False,
    quotation_words: int = 25,
    force: bool = False,
) -> Path:
    """Write a release of `study` into `folder` (STUDY/release/VERSION if None); return it.

    Article texts are left out unless `with_text`; quotations are cut to `quotation_words`.
    Raises StoreError when what was written differs from the corpus, StudyError when there is
    nothing to release yet or `folder` holds another release (and not `force`).
    """
    with Store(study.database) as store:
        _check_ready(store, study)
        mark_duplicates(store)
        target = folder or study.folder / "release" / _version(store)
        partial = target.with_name(target.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        try:
            written = _write(store, partial, with_text=with_text, quotation_words=quotation_words)
            describe(
                study,
                store,
                partial,
                target,
                written,
                _version(store),
                with_text=with_text,
                quotation_words=quotation_words,
            )
            verify(store, partial, written)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            raise StoreError(f"{partial}: cannot be written: {error}") from error
        except StoreError:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        return _put(partial, target, force=force)


def _check_ready(store: Store, study: Study) -> None:
    if not store.value("SELECT count(*) FROM article"):
        raise StudyError(study.folder, "", "no article yet; run framesay crawl first")
    if not store.value("SELECT count(*) FROM coding_run"):
        raise StudyError(study.folder, "", "nothing coded yet; run framesay annotate first")


def _version(store: Store) -> str:
    """Return the version of a release: the day of the newest entry in the corpus."""
    newest: str = store.value(
        "SELECT max(t) FROM (SELECT max(finished_at) AS t FROM crawl_run"
        " UNION ALL SELECT max(coded_at) FROM coding_run)"
    )
    return newest[:10].replace("-", ".")


def _write(store: Store, partial: Path, *, with_text: bool, quotation_words: int) -> list[Written]:
    register_functions(store.connection, quotation_words)
    wanted = [*tables(store), *([texts()] if with_text else [])]
    (partial / "data").mkdir(parents=True)
    return [write_table(store, table, partial / "data") for table in wanted]


def _put(partial: Path, target: Path, *, force: bool) -> Path:
    """Give the finished release its name, never overwriting another one unasked."""
    if target.exists():
        if _same(partial, target):
            shutil.rmtree(partial)
            return target
        if not force:
            shutil.rmtree(partial)
            raise StudyError(
                target, "", "holds another release; name another folder, or add --force"
            )
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial.rename(target)
    return target


def _same(one: Path, other: Path) -> bool:
    """Say whether two folders hold the same files with the same bytes."""
    names = [{str(p.relative_to(f)) for p in f.rglob("*") if p.is_file()} for f in (one, other)]
    return (
        names[0] == names[1] and not filecmp.cmpfiles(one, other, list(names[0]), shallow=False)[1]
    )
