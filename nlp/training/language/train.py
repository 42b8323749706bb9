"""Train the parts of the pipeline with spaCy's own training loop."""

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as training_loop
from thinc.api import Config

from nlp.models.vectors import QuantisedVectors
from nlp.training.language.augment import news_augmenter
from nlp.training.language.silver import silver

PARTS = {
    "ner": ("ner_ww_train", "ner_ww_dev"),
    "parse": ("parse_train_free", "parse_dev_free"),
}
"""Each part's training and development documents; its configuration is the .cfg of its name."""

FURTHER = 1000
"""Steps of the training on newswire and silver documents."""


def load_vectors(path: str) -> Callable[[Language], None]:
    """Return a callback that fills a new pipeline's vectors from the folder `path`."""

    def load(nlp: Language) -> None:
        if not isinstance(nlp.vocab.vectors, QuantisedVectors):
            raise TypeError("the configuration names other vectors than QuantisedVectors")
        nlp.vocab.vectors.from_disk(path)

    return load


util.registry.augmenters.register("framesay.news.v1", func=news_augmenter)
util.registry.callbacks.register("framesay.load_vectors.v1", func=load_vectors)


def train_part(part: str, data: Path, vectors: Path, out: Path) -> Path:
    """Train one of PARTS on the documents in `data` and return the folder of its best model."""
    train, dev = PARTS[part]
    overrides = {
        "paths.train": str(data / f"{train}.spacy"),
        "paths.dev": str(data / f"{dev}.spacy"),
        "paths.vectors": str(vectors),
    }
    with resources.as_file(resources.files(__package__) / f"{part}.cfg") as file:
        config = util.load_config(file, overrides, interpolate=False)
    nlp = init_nlp(config)
    (out / part).mkdir(parents=True, exist_ok=True)
    training_loop(nlp, out / part)
    return out / part / "model-best"


def train_further(best: Path, data: Path, treebank: Sequence[Doc], out: Path) -> Path:
    """Train the entities of the model `best` further, on the newswire and the treebank's texts.

    The treebank's entities are those of silver.py. Same augmenter and batches as before, a smaller
    and falling learning rate. Returns the folder of the best model.
    """
    train, _ = PARTS["ner"]
    nlp = spacy.load(best)
    newswire = list(DocBin().from_disk(data / f"{train}.spacy").get_docs(nlp.vocab))
    folder = out / "ner-further"
    folder.mkdir(parents=True, exist_ok=True)
    docs = [*newswire, *silver(nlp, treebank, newswire)]
    DocBin(docs=docs).to_disk(folder / "train.spacy")
    config = Config(nlp.config)
    config["paths"] |= {"train": str(folder / "train.spacy")}
    config["training"] |= {"max_steps": FURTHER, "eval_frequency": FURTHER // 2}
    config["training"]["optimizer"]["learn_rate"] |= {
        "warmup_steps": 50,
        "total_steps": FURTHER + 50,
        "initial_rate": 0.0007,
    }
    nlp.config = config
    training_loop(nlp, folder)
    return folder / "model-best"
