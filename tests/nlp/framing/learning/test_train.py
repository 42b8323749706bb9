"""Training learns from a few codings, and says what it is worth on sentences it did not see.

The sentences are about an invented topic, the kite bridge of an invented town, in two frames.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StudyError
from nlp.framing.learning.codings import Codings, read_codings
from nlp.framing.learning.train import Options, folds_of, judged_by, train
from nlp.framing.learning.worth import frame_agreement, macro_f1
from nlp.framing.second import chances

QUICK = Options(tuning=False)
SUBJECTS = ("The kite bridge", "The bridge of kites", "This bridge", "The bridge at Osterby")
PRIDE = (
    "makes the whole town proud",
    "is a triumph of local craft",
    "draws admiring visitors from far away",
    "is the most beautiful thing we have built",
    "has given Osterby its confidence back",
    "is a joy to everyone who crosses it",
    "shows what our builders can achieve",
    "has become a beloved symbol of the valley",
    "is celebrated with songs and lanterns",
    "delights children and grandparents alike",
)
WASTE = (
    "has swallowed the money meant for the school",
    "cost three times what the council promised",
    "is a scandalous waste of taxes",
    "will burden the budget for decades",
    "was paid for with debts nobody can repay",
    "devours funds that the clinic needs",
    "is far too expensive for so small a town",
    "has ruined the town's finances",
    "squandered public money on decoration",
    "left the treasury with an unpaid bill of millions",
)
NEITHER = (
    "opens at seven in the morning",
    "is ninety metres long",
    "stands beside the mill",
    "was drawn in 2019",
    "has two lanes and a path for cyclists",
    "is closed on Mondays in winter",
    "lies on the road to the harbour",
    "was named by the fire brigade",
    "rests on four stone piers",
    "is painted every other year",
)


@pytest.fixture
def codings(tmp_path: Path) -> Codings:
    """Give 60 codings; both forms of a sentence are one article, no article has two frames."""
    lines = ["text,article,pride,waste,voice"]
    for frame, said in enumerate((PRIDE, WASTE, NEITHER)):
        for at, words in enumerate(said):
            for turn, lead in enumerate(("", "The mayor said: ")):
                text = f"{lead}{SUBJECTS[(at + 2 * turn) % len(SUBJECTS)]} {words}."
                codes = f"{int(frame == 0)},{int(frame == 1)},{'source' if turn else 'author'}"
                lines.append(f"{text},{frame}-{at},{codes}")
    path = tmp_path / "kites.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return read_codings(path)


def test_held_out_sentences_are_coded_far_better_than_by_chance(codings: Codings) -> None:
    """Whoever always or never says yes has an F1 of a half at most."""
    lines: list[str] = []
    trained = train(codings, options=replace(QUICK, say=lines.append))
    assert macro_f1(frame_agreement(codings, trained.held_out, 0.5)) > 0.7
    assert trained.held_out.source is not None
    assert trained.held_out.relevant is None  # was not coded
    assert lines[-1] == "cross-validation, fold 5 of 5"


def test_the_same_codings_give_the_same_model(codings: Codings) -> None:
    """To the last digit."""
    one, other = train(codings, options=QUICK), train(codings, options=QUICK)
    assert one.model.finishes["voice"].weights == other.model.finishes["voice"].weights
    assert (one.held_out.present["pride"] == other.held_out.present["pride"]).all()


def test_articles_stay_together(codings: Codings) -> None:
    """No fold judges by a sentence whose article it learned from; each sentence is judged once."""
    cut = folds_of(codings, 5)
    groups = np.asarray([one.group for one in codings.sentences])
    assert all(set(groups[a]).isdisjoint(groups[b]) for a, b in cut)
    assert sorted(np.concatenate([b for _, b in cut])) == list(range(60))
    with pytest.raises(StudyError, match="all sentences are of one article"):
        folds_of(replace(codings, sentences=codings.sentences[:1]), 5)


def test_a_frame_that_is_rare_breaks_nothing(tmp_path: Path) -> None:
    """One frame a sentence, one of which occurs once."""
    rows = [f"It rains on day {n}.,{'wet' if n % 2 else 'dry'}" for n in range(12)]
    path = tmp_path / "c.csv"
    path.write_text("\n".join(["text,frame", *rows, "It burns.,hot"]) + "\n", "utf-8")
    found = train(read_codings(path), options=QUICK).held_out
    assert set(found.present) == {"dry", "hot", "wet"}
    assert sum(found.present.values()) == pytest.approx(np.ones(13), abs=1e-5)


def test_nothing_to_learn_is_said(tmp_path: Path) -> None:
    """A frame that is always there."""
    path = tmp_path / "c.csv"
    path.write_text("text,a\nIt rains.,1\nIt snows.,1\n", "utf-8")
    with pytest.raises(StudyError, match="no frame is coded both present and absent"):
        train(read_codings(path), options=QUICK)


def test_another_file_says_what_scores_are_worth(codings: Codings) -> None:
    """It need not code all that was learned: neither each frame nor voice."""
    real = replace(
        codings,
        frames=["pride"],
        sentences=[
            replace(one, codes={"pride": one.codes["pride"]}, voice=None)
            for one in codings.sentences
        ],
    )
    trained = train(codings, real=real, options=QUICK)
    assert list(frame_agreement(real, trained.held_out, 0.5)) == ["pride"]
    judged = judged_by(trained.model, codings, None)
    found = chances(trained.model, judged.scores, judged.words)
    assert found.source is not None
    assert set(found.present) == {"pride", "waste"}


def test_files_that_have_nothing_in_common_are_said(codings: Codings, tmp_path: Path) -> None:
    """The first stage cannot be judged by frames it never learned."""
    path = tmp_path / "c.csv"
    path.write_text("text,a\nIt rains.,1\nIt snows.,0\n", "utf-8")
    with pytest.raises(StudyError, match="codes none of the frames that are learned"):
        train(codings, real=read_codings(path), options=QUICK)


def test_one_frame_a_sentence_is_judged_by_its_name(tmp_path: Path) -> None:
    """A second file that lacks a frame numbers them otherwise; one with another is refused."""

    def file(name: str, *frames: str) -> Codings:
        lines = [f"It is {frame} on day {n}.,{frame}" for n in range(6) for frame in frames]
        path = tmp_path / name
        path.write_text("\n".join(["text,frame", *lines]) + "\n", "utf-8")
        return read_codings(path)

    learned, real = file("a.csv", "cold", "hot", "wet"), file("b.csv", "hot", "wet")
    trained = train(learned, real=real, options=QUICK)
    assert list(trained.held_out.present) == ["cold", "hot", "wet"]
    found = frame_agreement(real, trained.held_out, 0.5)
    assert min(found["hot"].f1, found["wet"].f1) > 0.9
    with pytest.raises(StudyError, match="dry: in no coding that is learned from"):
        train(learned, real=file("c.csv", "hot", "dry"), options=QUICK)
