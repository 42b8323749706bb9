"""Whether the examples of a codebook agree with its phrases, patterns and exclusions."""

from collections.abc import Iterator
from pathlib import Path

from nlp.codebook.file import Codebook, CodebookFile, Example, Problem, rule_score
from nlp.codebook.patterns import TokenMatcher
from nlp.codebook.phrases import Match, Matcher

Found = dict[str, list[Match]]
"""What was found in each sentence."""


def example_problems(file: CodebookFile) -> Iterator[Problem]:
    """Yield examples that contradict the phrases and patterns they are to illustrate.

    Only for a codebook with token patterns the language pipeline is loaded, which takes a second.
    """
    found = _found(file)
    for at, frame in enumerate(file.frames):
        for number, example in enumerate(frame.examples):
            place = f"frames[{at}].examples[{number}].text"
            matches = found[example.text]
            if rule_score(matches, frame.id) < 1:
                yield place, "no strong phrase (or two weak ones) covers it; add one to the frame"
            if example.stance == "contested" and not _denied(matches, frame.id):
                yield place, "is called contested but holds no cue of [stance]; add the cue"
            yield from ((place, problem) for problem in _shared(file, frame.id, example, matches))
        for number, counter in enumerate(frame.counter_examples):
            if rule_score(found[counter.text], frame.id) >= 1:
                place = f"frames[{at}].counter_examples[{number}].text"
                yield place, f"the phrases of {frame.id!r} cover it; narrow them or use unless"


def _denied(matches: list[Match], frame: str) -> bool:
    denials = {"stance:cues", "stance:negations", f"contested:{frame}"}
    return any(match.group in denials for match in matches)


def _shared(
    file: CodebookFile, frame: str, example: Example, matches: list[Match]
) -> Iterator[str]:
    """Say which frames, excluded beside `frame`, the example invokes as well."""
    seen: set[str] = set()
    for at, exclusion in enumerate(file.exclusions):
        if frame not in exclusion.frames:
            continue
        for other in exclusion.frames:
            if other not in {frame, *seen} and rule_score(matches, other) >= 1:
                seen.add(other)
                yield (
                    f"the phrases of {other!r} cover {example.text[:40]!r}…, too, which"
                    f" exclusions[{at}] forbids; narrow them or choose another example"
                )


def _found(file: CodebookFile) -> Found:
    """Find all phrases and patterns in all examples and counter-examples."""
    texts = {example.text for frame in file.frames for example in frame.examples}
    texts |= {counter.text for frame in file.frames for counter in frame.counter_examples}
    book = Codebook(Path(), "", file)
    matcher = Matcher(book.groups())
    found = {text: matcher.find(text) for text in sorted(texts)}
    if book.token_groups():
        from nlp.models import load  # noqa: PLC0415 - spaCy loads slowly

        nlp = load()
        tokens = TokenMatcher(book, nlp.vocab)
        for text, doc in zip(found, nlp.pipe(found), strict=True):
            found[text] += tokens.find(doc)
    return found
