"""The reading view: one article version with its frames and quotations in place."""

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from dashboards.plugin.corpora import Row
from dashboards.plugin.loading import Parts, label
from dashboards.plugin.spans import Mark, cut, html, paragraphs

LAYERS = ("sentence", "quotation", "source", "cue", "evidence")


def page(parts: Parts, database: str) -> dict[str, Any]:
    """Return everything the template needs; all markup in it is escaped here."""
    text = parts.article["text"]
    by_sentence: dict[int, list[Row]] = {}
    for number, coding in enumerate(parts.codings):
        shown = label(parts, coding) | {"number": number, "words": _words(parts, coding)}
        by_sentence.setdefault(coding["sentence"], []).append(shown)
    blocks = _blocks(parts, text, by_sentence)
    counts: dict[str, Row] = {
        frame: {"asserted": 0, "contested": 0, "first": None, "ticks": []} for frame in parts.frames
    }
    for coding in parts.codings:
        count = counts.get(coding["frame"])
        if count is None:
            continue
        count[coding["stance"] or "asserted"] += 1
        place = "headline" if coding["sentence"] < 0 else f"s{coding['sentence']}"
        count["first"] = count["first"] or place
        count["ticks"].append(_tick(coding, place, len(text)))
    return {
        "article": parts.article | {"link": safe_link(parts.article["url"])},
        "headline": _headline(parts, by_sentence.get(-1, [])),
        "headline_labels": by_sentence.get(-1, []),
        "blocks": blocks,
        "legend": [
            row | counts[frame] | {"measure": parts.measures.get(frame)}
            for frame, row in parts.frames.items()
        ],
        "quotations": [_quotation(row, parts, database) for row in parts.quotations],
        "voices": _voices(parts, database),
        "versions": parts.versions,
        "run": parts.run,
        "codebooks": parts.codebooks,
        "copies": parts.copies,
        "database": database,
        "n_sentences": len(parts.sentences),
        "n_coded": len({c["sentence"] for c in parts.codings if c["sentence"] >= 0}),
    }


def safe_link(url: str | None) -> str | None:
    """Return `url` if it is an http or https address, else None: it came from the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _words(parts: Parts, coding: Row) -> list[str]:
    """Return the words that carried a coding, each once, in the order of the text."""
    text = parts.article["title" if coding["sentence"] < 0 else "text"]
    words = (" ".join(text[start:end].split()) for start, end in json.loads(coding["evidence"]))
    return list(dict.fromkeys(words))


def _tick(coding: Row, place: str, size: int) -> Row:
    """Place a coding on a bar of 1000 units; the headline stands at its beginning."""
    left = 0 if coding["sentence"] < 0 else round(1000 * coding["start"] / max(size, 1))
    width = max(round(1000 * (coding["end"] - coding["start"]) / max(size, 1)), 8)
    width = 8 if coding["sentence"] < 0 else width
    return {
        "x": min(left, 992),
        "width": width,
        "place": place,
        "contested": coding["stance"] == "contested",
    }


def _marks(parts: Parts) -> list[Mark]:
    marks = [Mark(s["start"], s["end"], "sentence", s["sentence"]) for s in parts.sentences]
    for q in parts.quotations:
        number = q["quotation"]
        marks += [Mark(a, b, "quotation", number) for a, b in json.loads(q["content_spans"])]
        for layer in ("cue", "source"):
            if q[f"{layer}_start"] is not None:
                marks.append(Mark(q[f"{layer}_start"], q[f"{layer}_end"], layer, number))
    return marks + _evidence(parts, headline=False)


def _evidence(parts: Parts, *, headline: bool) -> list[Mark]:
    return [
        Mark(start, end, "evidence", number)
        for number, coding in enumerate(parts.codings)
        if (coding["sentence"] < 0) == headline
        for start, end in json.loads(coding["evidence"])
    ]


def _blocks(parts: Parts, text: str, by_sentence: dict[int, list[Row]]) -> list[Row]:
    """Return one block a paragraph: its markup and what stands beside it."""
    lines = paragraphs(text)
    pieces = cut(text, _marks(parts), [border for line in lines for border in line])
    opening = _Opening(parts, by_sentence)
    blocks = []
    for start, end in lines:
        inside = [piece for piece in pieces if start <= piece.start and piece.end <= end]
        sentences = {key for piece in inside for key in piece.keys("sentence")}
        quoted = {key for piece in inside for key in piece.keys("quotation")}
        blocks.append(
            {
                "html": html(text, inside, LAYERS, opening),
                "sentences": [
                    {"number": n, "labels": by_sentence[n]}
                    for n in sorted(sentences & set(by_sentence) - opening.noted)
                ],
                "quotations": [
                    q for q in parts.quotations if q["quotation"] in quoted - opening.quoted_before
                ],
            }
        )
        opening.noted |= sentences
        opening.quoted_before |= quoted
    return blocks


def _headline(parts: Parts, labels: list[Row]) -> Markup:
    title = parts.article["title"]
    marks = [Mark(0, len(title), "sentence", -1), *_evidence(parts, headline=True)]
    opening = _Opening(parts, {-1: labels})
    pieces = cut(title, marks if labels else [])
    return html(title, pieces, ("sentence", "evidence"), opening)


def _quotation(row: Row, parts: Parts, database: str) -> Row:
    query = urlencode({"actor_id__exact": row["actor_id"] or "", "codebook_id": parts.codebook})
    link = f"/{database}/quotation_with_source?{query}" if row["actor_id"] else None
    return row | {"actor_link": link}


def _voices(parts: Parts, database: str) -> list[Row]:
    """Return who says which frame in this article: actors in the order of their first words.

    Each carries its frames with how often it stands by them and speaks against them.
    """
    voices: dict[str, Row] = {}
    for row in parts.quotations:
        key = row["actor_id"] or row["actor"] or ""
        voice = voices.setdefault(
            key, _quotation(row, parts, database) | {"said": 0, "invoked": {}}
        )
        voice["said"] += 1
        for frame in row["frames"]:
            counted = voice["invoked"].setdefault(
                (frame["frame"], frame["stance"]), frame | {"n": 0}
            )
            counted["n"] += 1
    return [voice | {"invoked": list(voice["invoked"].values())} for voice in voices.values()]


def _sign(label: Row, place: str) -> Markup:
    """Return the letter that names a frame, at the beginning of its sentence."""
    says = f"{label['name']}, {label['stance']}, voice: {label['voice']}"
    says += f", probability {label['probability']:.2f}"
    return Markup(
        '<a class="sign {css} {stance}" href="#{place}" data-coding="{number}" title="{says}"'
        ' aria-label="Frame: {says}.">{letter}</a>'
    ).format(
        css=label["css"],
        stance=label["stance"],
        place=place,
        number=label["number"],
        says=says,
        letter=label["letter"] + ("✗" if label["contested"] else ""),
    )


class _Opening:
    """Writes the opening tag of each element; gives an id to the first part of each thing."""

    def __init__(self, parts: Parts, by_sentence: dict[int, list[Row]]) -> None:
        self._by_sentence = by_sentence
        self._quotations = {row["quotation"]: row for row in parts.quotations}
        self._evidence = [label(parts, coding) for coding in parts.codings]
        self._seen: set[tuple[str, int]] = set()
        self.noted: set[int] = set()
        self.quoted_before: set[int] = set()

    def __call__(self, layer: str, keys: tuple[int, ...], start: int) -> Markup:
        del start
        if layer == "sentence":
            return self._sentence(keys)
        if layer == "quotation":
            return self._quotation(keys)
        if layer == "evidence":
            told = [self._evidence[key] for key in keys]
            return Markup(
                '<span class="evidence {}" data-coding="{}" title="evidence for {}">'
            ).format(
                told[0]["css"],
                " ".join(map(str, keys)),
                ", ".join(dict.fromkeys(one["name"] for one in told)),
            )
        return Markup('<span class="{}">').format(layer)

    def _first(self, layer: str, keys: tuple[int, ...]) -> Markup:
        """Return an id attribute for the first key not met before, else nothing."""
        for key in keys:
            if (layer, key) not in self._seen:
                self._seen.add((layer, key))
                name = "headline" if key < 0 else f"{layer[0]}{key}"
                return Markup(' id="{}" tabindex="-1"').format(name)
        return Markup("")

    def _sentence(self, keys: tuple[int, ...]) -> Markup:
        labels = [label for key in keys for label in self._by_sentence.get(key, [])]
        mark = self._first("sentence", keys)
        if not labels:
            return Markup('<span class="sentence"{}>').format(mark)
        stance = "contested" if all(item["contested"] for item in labels) else "asserted"
        place = "headline" if keys[0] < 0 else f"s{keys[0]}"
        signs = Markup("").join(_sign(item, place) for item in labels)
        return Markup('<span class="sentence framed {} {}"{}>{}').format(
            labels[0]["css"], stance, mark, signs
        )

    def _quotation(self, keys: tuple[int, ...]) -> Markup:
        row = self._quotations[keys[0]]
        who = row["actor"] or row["source"] or "source not found"
        kind = f" ({row['actor_type']})" if row["actor_type"] else ""
        return Markup('<span class="quotation {} {}"{} title="{}">').format(
            row["kind"],
            row["act"],
            self._first("quotation", keys),
            f"{row['kind']} quotation, who {row['act']} it: {who}{kind}",
        )
