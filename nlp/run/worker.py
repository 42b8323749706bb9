"""What a process of an annotation run does: load the models once, then code batch after batch."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from corpus.errors import one_item
from corpus.records import Article, CodingRun
from nlp.annotate import Stamp, annotate_articles
from nlp.codebook import Codebook, load_codebook
from nlp.document import load_pipeline, pipeline_name
from nlp.framing import Coder as FrameCoder
from nlp.framing.models import model_file, model_hash

HOME = Path(__file__).parent.parent
CODING_PARTS = (
    "annotate.py",
    "document.py",
    "codebook",
    "framing",
    "quotations",
    "actors",
    "models",
)
"""Files and folders that decide codings: their bytes are part of the model's hash."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to know; crosses to another process."""

    codebook: str
    """Path of the codebook file."""
    spacy_model: str
    stamp: Stamp


class Failure(NamedTuple):
    """An article that could not be coded, a short reason, and one line for people."""

    article_id: str
    reason: str
    message: str


@dataclass(slots=True)
class Outcome:
    """What became of one batch."""

    runs: list[CodingRun] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


class _Tools(NamedTuple):
    nlp: Language
    coder: FrameCoder
    stamp: Stamp


_tools: list[_Tools] = []
"""Of this process: set once by start_worker, read by annotate_batch."""


def start_worker(order: Order) -> None:
    """Load language pipeline and coder of this process. Raises StudyError."""
    codebook = load_codebook(order.codebook, Path())
    nlp = load_pipeline(order.spacy_model)
    _tools[:] = [_Tools(nlp, FrameCoder(codebook, nlp.vocab), order.stamp)]


def annotate_batch(articles: list[Article]) -> Outcome:
    """Code a batch; what fails is set aside.

    All articles go through together, which is quickest. If that fails, each goes alone, so that
    one bad article takes nobody along.
    """
    nlp, coder, stamp = _tools[0]
    outcome = Outcome()
    trouble: list[str] = []
    with one_item(lambda _, message: trouble.append(message)):
        outcome.runs = annotate_articles(articles, nlp, coder, stamp)
    if trouble:
        for article in articles:
            with one_item(_note(outcome, article)):
                outcome.runs += annotate_articles([article], nlp, coder, stamp)
    return outcome


def _note(outcome: Outcome, article: Article) -> Callable[[str, str], None]:
    def note(reason: str, message: str) -> None:
        outcome.failed.append(Failure(article.article_id, reason, message))

    return note


def model_name_and_hash(spacy_model: str, codebook: Codebook) -> tuple[str, str]:
    """Return names and versions of what codes, and a hash over them and over our own rules.

    The model that was learned for the codebook, if any, is part of both.

    Raises StudyError when the pipeline is not installed. Does not load it.
    """
    path, learned = model_file(codebook), model_hash(codebook)
    taught = f"{path.name} {learned[:8]}" if path else "codebook alone"
    own = f"spacy {version('spacy')}; onnxruntime {version('onnxruntime')}"
    name = f"{pipeline_name(spacy_model)}; {own}; {taught}"
    return name, sha256(f"{name}\n{learned}\n{_rules_hash()}".encode()).hexdigest()


@cache
def _rules_hash() -> str:
    """Return a hash over the files that decide codings: lexicons, weights and rules."""
    total = sha256()
    for part in CODING_PARTS:
        place = HOME / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix != ".pyc":
                total.update(f"{path.relative_to(HOME).as_posix()}\n".encode())
                total.update(path.read_bytes())
    return total.hexdigest()
