"""bench/framing --social-credit FILE: the founding codebook's coder on coded sentences."""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.identity import sha256
from corpus.records import Sentence, Span
from nlp.actors import find_actors
from nlp.annotate import sources_words
from nlp.codebook import Codebook, Matcher, load_codebook
from nlp.document import load_pipeline, parse_many
from nlp.document import sentences as cut
from nlp.framing import Coder, Passages
from nlp.framing.alone import learn_alone
from nlp.framing.encoder import shipped
from nlp.framing.learning.codings import CodedSentence, Codings
from nlp.framing.learning.train import Options, folds_of, judged_by
from nlp.framing.learning.worth import abstention, frame_calibration
from nlp.framing.lexical import lexical
from nlp.framing.model import FrameModel
from nlp.framing.models import model_file
from nlp.framing.units import units_of
from nlp.quotations import find_quotations, to_quotations

FRAMES = {"orwellian": "orwellian", "trust": "trust_rebuilding"}
KEYWORDS = {
    "relevant": r"social credit|social scor|blacklist|sesame credit|zhima",
    "orwellian": r"orwell|big brother|black mirror|dystop|surveill|nightmare|totalitarian|"
    r"authoritarian|privacy|control",
    "trust": r"\btrust\b|honest|integrity|sincerity|fraud",
    "contested": r"\bmyth|\bnot\b|far from|misconception|exaggerat",
    "source": r"\bsaid\b|\bsays\b|according to|argue|“",
}
CONTESTED = 2
_OPTIONS = Options()
Item = dict[str, Any]
Codes = dict[str, Any]
Texts = list[tuple[Passages, int]]


def run(path: Path, learned: Path | None) -> dict[str, float]:
    """Print the table and return the figures."""
    items = read(path)
    others = read(learned) if learned else []
    book = load_codebook("social_credit", Path())
    nlp = load_pipeline()
    texts = [passages(item, nlp) for item in items]
    model = FrameModel.load(model_file(book) or Path("no model is shipped"))
    if learned is None and model.about.get("real_sha256") == sha256(path.read_bytes()):
        print("note: the shipped second stage was learned from this very file; see --train")
    lines = {"keywords": keyword_codes(items)}
    if others:
        lines["TF-IDF + LR"] = tfidf_codes(items, others, same=learned == path)
    alone = Coder(book, nlp.vocab, learn_alone(book, Matcher(book.groups()), shipped()))
    lines["codebook alone"] = codes(alone, texts)
    if others and learned is not None:
        lines["coder"] = _learned_anew(items, others, texts, model, book, nlp, same=learned == path)
    else:
        lines["coder"] = codes(Coder(book, nlp.vocab, model), texts)
    found = {name: figures([i["gold"] for i in items], rows) for name, rows in lines.items()}
    if all(len(item.get("coders", ())) > CONTESTED for item in items):
        found["one coder to others"] = against_others(items)
    print(f"{len(items)} sentences")
    print(f"{'':20}" + "".join(f"{name:>21}" for name in found["coder"]))
    for name, line in found.items():
        print(f"{name:20}" + "".join(f"{value:21.3f}" for value in line.values()))
    _speed(book, texts)
    return found["coder"]


def read(path: Path) -> list[Item]:
    """Return the coded sentences of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def passages(item: Item, nlp: Any) -> tuple[Passages, int]:  # noqa: ANN401 - a spaCy pipeline
    """Return an item's three sentences as one text, and which of them is to be coded."""
    parts = [(key, item.get(key) or "") for key in ("prev", "text", "next")]
    text, sentences, wanted = "", [], 0
    for key, part in parts:
        if part:
            wanted = len(sentences) if key == "text" else wanted
            sentences.append(Sentence(len(sentences), len(text), len(text) + len(part)))
            text += part + " "
    doc = next(parse_many(nlp, [text]))
    found = find_quotations(doc)
    quotations = to_quotations(found, find_actors(doc, found)[1], cut(doc))
    quoted = sources_words(text, quotations)
    return Passages(text, sentences, quoted=quoted, doc=doc), wanted


def codes(coder: Coder, texts: Texts) -> list[Codes]:
    """Return what a coder says of each item, in the form of the gold."""
    rows = []
    for (text, wanted), coded in zip(texts, coder.code([t for t, _ in texts]), strict=True):
        mine = {c.frame: c for c in coded.codings if c.sentence == wanted and c.present}
        row: Codes = {"relevant": int(wanted in coded.relevant)}
        voices = []
        for name, frame in FRAMES.items():
            coding = mine.get(frame)
            row[name] = 0 if coding is None else 2 if coding.stance == "contested" else 1
            voices += [coding.voice] if coding else []
        row["voice"] = voices[0] if voices else coder.voice(text, wanted)
        rows.append(row)
    return rows


def codings_of(items: Sequence[Item], path: Path = Path("items")) -> Codings:
    """Return items as codings for learning."""
    rows = [
        CodedSentence(
            item["text"], item["article"], item.get("prev") or "", item.get("next") or "",
            item["gold"]["relevant"],
            item["gold"]["voice"] if item["gold"]["voice"] != "none" else None,
            {frame: item["gold"][name] for name, frame in FRAMES.items()},
        )
        for item in items
    ]  # fmt: skip
    return Codings(path, rows, list(FRAMES.values()), one_frame=False)


def _learned_anew(
    items: list[Item], others: list[Item], texts: Texts, model: FrameModel, book: Codebook,
    nlp: Any, *, same: bool,  # noqa: ANN401 - a spaCy pipeline
) -> list[Codes]:  # fmt: skip
    """Return the codes of coders whose second stage was learned from `others` only."""
    real = codings_of(others)
    known = {
        t.text.strip(): t.quoted for t, _ in (texts if same else [passages(o, nlp) for o in others])
    }

    def quoted(text: str) -> Sequence[Span]:
        return known.get(text.strip(), ())

    judged = judged_by(model, real, book, quoted)
    held_out = judged.trained(model, _OPTIONS).held_out
    error = frame_calibration(real, held_out)
    print(f"calibration error {error:.3f} (held-out articles of what was learned from)")
    curve = abstention(real, held_out, book.file.threshold, (1, 0.95, 0.9, 0.8, 0.7))
    print("share decided, F1:", ", ".join(f"{share:.0%} {f1:.3f}" for share, f1 in curve))
    if not same:
        whole = judged.finished(model, np.arange(len(others)))
        return codes(Coder(book, nlp.vocab, whole), texts)
    rows: list[Codes] = [{} for _ in items]
    for learned, left in folds_of(real, 5):
        coder = Coder(book, nlp.vocab, judged.finished(model, learned))
        for row, code in zip(left, codes(coder, [texts[i] for i in left]), strict=True):
            rows[row] = code
    return rows


def keyword_codes(items: list[Item]) -> list[Codes]:
    """Return what plain keywords say."""
    rows = []
    for item in items:
        has = {key: bool(re.search(p, item["text"], re.IGNORECASE)) for key, p in KEYWORDS.items()}
        level = 2 if has["contested"] else 1
        rows.append(
            {
                "relevant": int(has["relevant"]),
                "orwellian": level * (has["relevant"] and has["orwellian"]),
                "trust": level * (has["relevant"] and has["trust"]),
                "voice": "source" if has["source"] else "author",
            }
        )
    return rows


def tfidf_codes(items: list[Item], others: list[Item], *, same: bool) -> list[Codes]:
    """Return what TF-IDF with logistic regression says, learned from `others`."""
    rows: list[Codes] = [{} for _ in items]
    cut = folds_of(codings_of(others), 5) if same else [(range(len(others)), range(len(items)))]
    for learned, left in cut:
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        seen = vectorizer.fit_transform([others[i]["text"] for i in learned])
        new = vectorizer.transform([items[i]["text"] for i in left])
        for code in ("relevant", "orwellian", "trust", "voice"):
            gold = [others[i]["gold"][code] for i in learned]
            said = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(seen, gold)
            for row, value in zip(left, said.predict(new), strict=True):
                rows[row][code] = value if code == "voice" else int(value)
    return rows


def shares(gold: list[bool], said: list[bool]) -> tuple[float, float, float]:
    """Return precision, recall and F1 (0 where there is nothing to divide by)."""
    hits = sum(g and s for g, s in zip(gold, said, strict=True))
    precision = hits / sum(said) if any(said) else 0.0
    recall = hits / sum(gold) if any(gold) else 0.0
    return precision, recall, 2 * hits / ((sum(gold) + sum(said)) or 1)


def figures(gold: list[Codes], rows: list[Codes]) -> dict[str, float]:
    """Score `rows` against the gold codes."""

    def f1(test: Callable[[Codes], bool]) -> tuple[float, float, float]:
        return shares([test(g) for g in gold], [test(r) for r in rows])

    contested = f1(lambda c: CONTESTED in {c["orwellian"], c["trust"]})
    voiced = [(g, r) for g, r in zip(gold, rows, strict=True) if g["relevant"]]
    right = sum(g["voice"] == r["voice"] for g, r in voiced)
    return {
        "relevant_f1": f1(lambda c: bool(c["relevant"]))[2],
        "orwellian_f1": f1(lambda c: bool(c["orwellian"]))[2],
        "trust_f1": f1(lambda c: bool(c["trust"]))[2],
        "contested_recall": contested[1],
        "contested_precision": contested[0],
        "voice_accuracy": right / (len(voiced) or 1),
    }


def against_others(items: list[Item]) -> dict[str, float]:
    """Return the mean figures of one coder against the other two where these two agree."""
    found = []
    for one in range(3):
        first, second = (n for n in range(3) if n != one)
        sure = [i["coders"] for i in items if i["coders"][first] == i["coders"][second]]
        found.append(figures([c[first] for c in sure], [c[one] for c in sure]))
    return {name: float(np.mean([line[name] for line in found])) for name in found[0]}


def _speed(book: Codebook, texts: Texts) -> None:
    """Print how many sentences a second the fast features take."""
    matcher = Matcher(book.groups())
    count = sum(len(text.sentences) for text, _ in texts)
    begun = time.process_time()
    for text, _ in texts:
        lexical(book, units_of(replace(text, doc=None), matcher, None), text.quoted)
    print(f"fast features: {count / (time.process_time() - begun):,.0f} sentences a CPU second")
