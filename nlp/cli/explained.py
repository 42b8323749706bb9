"""An article as it was coded, for a terminal and as an object for programs."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.records import Article, Coding, CodingRun, Quotation, Span
from nlp.framing.article import HEADLINE

COLOURS = ("red", "blue", "green", "magenta", "yellow", "cyan")
WIDE = 100
Names = dict[str, str]
"""Frame -> its name."""


def show(article: Article, run: CodingRun, names: Names, *, plain: bool) -> None:
    """Print the article; `plain` for no terminal: evidence stands between asterisks."""
    console = Console(width=WIDE) if plain else Console()
    head = Text(article.title or "(no headline)", style="bold")
    about = (article.outlet, (article.published or "")[:10], article.url)
    console.print(head)
    console.print(" · ".join(part for part in about if part), highlight=False, markup=False)
    console.print(_sentences(article, run, names, plain=plain))
    for line in (*_quotations(article, run, names), *_measures(run, names), *_made(article, run)):
        console.print(line, highlight=False)


def _sentences(article: Article, run: CodingRun, names: Names, *, plain: bool) -> Table:
    """Return the sentences with the frames beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column(no_wrap=True, min_width=24)
    table.add_column()
    by_sentence: dict[int, list[Coding]] = {}
    for coding in run.codings:
        by_sentence.setdefault(coding.sentence, []).append(coding)
    places: list[tuple[int, Span]] = [(s.sentence, (s.start, s.end)) for s in run.sentences]
    if article.title:
        places.insert(0, (HEADLINE, (0, len(article.title))))
    for number, span in places:
        codings = by_sentence.get(number, [])
        text = article.title if number == HEADLINE else article.text
        label = "headline" if number == HEADLINE else str(number)
        table.add_row(label, _margin(codings, names), marked(text, span, codings, plain=plain))
    return table


def _margin(codings: list[Coding], names: Names) -> Text:
    """Return a line or two for each frame."""
    lines = Text()
    for at, c in enumerate(codings):
        name = names.get(c.frame, c.frame)
        lines.append("\n" if at else "")
        if c.present:
            lines.append(f"{name} {c.probability:.2f}", style=_colour(c.frame, names))
            lines.append(f"\n  {c.stance}, {c.voice}")
        else:
            lines.append(f"({name} {c.probability:.2f})", style="dim")
    return lines


def _colour(frame: str, names: Names) -> str:
    place = list(names).index(frame) if frame in names else 0
    return f"bold {COLOURS[place % len(COLOURS)]}"


def marked(text: str, span: Span, codings: list[Coding], *, plain: bool) -> Text:
    """Return a sentence with the evidence of its present frames underlined, or between *."""
    evidence = sorted({part for c in codings if c.present for part in c.evidence})
    found, at = Text(), span[0]
    for start, end in evidence:
        if start < at:  # two frames go by the same words
            continue
        found.append(text[at:start])
        words = text[start:end]
        found.append(f"*{words}*" if plain else words, style="" if plain else "bold underline")
        at = end
    found.append(text[at : span[1]])
    return found


def _quotations(article: Article, run: CodingRun, names: Names) -> list[Text]:
    """Return a line for each quotation: source, what it does, frames, words."""
    lines = [Text("\nQuotations", style="bold")] if run.quotations else []
    actors = {actor.actor_id: actor for actor in run.actors}
    for q in run.quotations:
        actor = actors.get(q.actor_id or "")
        who = (
            f"{actor.name} ({actor.type})" if actor else _words(article, q.source) or "nobody named"
        )
        frames = "".join(f", {names.get(frame, frame)} {stance}" for frame, stance in q.frames)
        lines.append(Text(f"{q.sentence:>3}  {who} {q.act} ({q.kind}{frames}): {said(article, q)}"))
    return lines


def said(article: Article, quotation: Quotation) -> str:
    """Return what is quoted; parts split around the cue are joined by an ellipsis."""
    return " … ".join(article.text[start:end] for start, end in quotation.content)


def _words(article: Article, span: Span | None) -> str:
    return article.text[slice(*span)] if span else ""


def _measures(run: CodingRun, names: Names) -> list[Text | Table]:
    """Return the measures of the whole article."""
    if not run.article_frames:
        return [Text("\nNo frame.", style="bold")]
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("frame", "sentences", "share", "contested", "from sources", "where"):
        table.add_column(head, justify="left" if head in {"frame", "where"} else "right")
    for f in run.article_frames:
        signs = {"headline": f.in_headline, "first": f.first, "dominant": f.dominant}
        table.add_row(
            names.get(f.frame, f.frame),
            str(f.sentences),
            "-" if f.share is None else f"{f.share:.0%}",
            str(f.contested),
            str(f.from_sources),
            ", ".join(word for word, holds in signs.items() if holds),
        )
    return [Text("\nThe article", style="bold"), table]


def _made(article: Article, run: CodingRun) -> list[Text]:
    """Return what the coding was made by and when."""
    coder = run.coder
    least = "-" if run.threshold is None else str(run.threshold)
    about = "-" if run.relevant_sentences is None else str(run.relevant_sentences)
    lines = [
        f"{about} of {len(run.sentences)} sentences are about the topic",
        f"codebook {coder.codebook_id} {coder.codebook_version}, frames present from {least}",
        f"coded {run.coded_at} by framesay {coder.code_version}: {coder.model}",
    ]
    if article.article_id:
        lines.append(f"article {article.article_id}, version {article.version}, run {run.run_id}")
    return [Text("\nThe coding", style="bold"), *map(Text, lines)]


def as_object(article: Article, run: CodingRun, names: Names) -> dict[str, Any]:
    """Return everything for programs; offsets count in text, those of sentence -1 in title."""
    actors = {actor.actor_id: actor for actor in run.actors}
    codings = [asdict(c) | {"evidence_words": _evidence(article, c)} for c in run.codings]
    quotations = [
        asdict(q)
        | {
            "words": said(article, q),
            "source_words": _words(article, q.source),
            "actor": actors[q.actor_id].name if q.actor_id in actors else None,
        }
        for q in run.quotations
    ]
    return {
        "article": {
            "article_id": article.article_id,
            "version": article.version,
            "url": article.url,
            "outlet": article.outlet,
            "published": article.published,
            "title": article.title,
            "text": article.text,
        },
        "sentences": [asdict(sentence) for sentence in run.sentences],
        "codings": codings,
        "quotations": quotations,
        "article_frames": [asdict(frame) for frame in run.article_frames],
        "frames": names,
        "run": asdict(run.coder)
        | {
            "run_id": run.run_id,
            "coded_at": run.coded_at,
            "relevant_sentences": run.relevant_sentences,
            "threshold": run.threshold,
        },
    }


def _evidence(article: Article, coding: Coding) -> list[str]:
    text = article.title if coding.sentence == HEADLINE else article.text
    return [text[start:end] for start, end in coding.evidence]
