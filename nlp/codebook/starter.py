"""The file that a new codebook begins as: it passes `check`, and says what to replace."""

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from corpus.errors import StudyError
from nlp.codebook.check import problems
from nlp.codebook.file import CodebookFile

MARK = "REPLACE-ME"
FRAMES = ("benefit: Benefit", "risk: Risk")
"""The frames that are begun with if none are named."""
_FRAME = re.compile(r"\s*([a-z][a-z0-9_]*)\s*:\s*(\S.*?)\s*")

_HEAD = r"""# A codebook begun by `framesay codebook new`. Replace every REPLACE-ME, then ask
# `framesay codebook check` of this file. Every key is explained in docs/codebook.md.

id = @ID
version = "1"  # raise it whenever codings change
title = @TITLE
topic = @TOPIC
language = "en"
threshold = 0.5  # probability from which a frame counts as present
# Sentences on the topic that invoke no frame; the more of them, the better.
neutral = ["REPLACE-ME topic was discussed on Monday.", "REPLACE-ME topic began in 2015."]
literature = []  # where the frames come from, as in "Entman, R. M. (1993). Framing. …"

[relevance]
rule = "REPLACE-ME: when is a sentence about the topic?"
# A phrase is words ("e-scooter*": * for any ending) or a regular expression ("/scores? of \\d+/").
phrases = ["REPLACE-ME topic"]  # the topic's own names
related = []  # words that mean it when a name stands near, as in "the system"
window = 1  # sentences before and after that count as near

[stance]
definition = "A frame is contested when it is invoked only to be denied, corrected or relativised."
cues = ["myth*", "misconception*", "exaggerat*", "overblown", "far from", "contrary to"]
negations = ["not", "no", "never", "hardly"]  # contest what follows within `reach` words
unless = ["not only", "not just", "no longer", "no doubt"]  # look like cues and are none
reach = 6

[voice]
definition = "Voice is source when the frame is quoted or paraphrased; else it is author."
attribution = ["according to", "/\\b(?:said|says|argues?|argued|warns?|warned|told|claims?)\\b/"]

[article]
rule = "The dominant frame of an article is the one that most of its sentences invoke."
dominant = "most_sentences"  # or "highest_probability", or "headline_first"
minimum = 1  # sentences that a frame needs to dominate
"""

_FRAME_BLOCK = r"""
[[frames]]
id = "@FRAME"  # codings are stored under it: change it now or never
name = @NAME
definition = "REPLACE-ME: what does the topic appear as?"
rules = ["REPLACE-ME: one sentence on a case in which coders would hesitate."]
strong = ["REPLACE-ME @FRAME"]  # one such phrase is enough
weak = ["REPLACE-ME maybe @FRAME"]  # two are needed, or one beside other evidence
unless = []  # words that do not count, as in "accident insurance" for "accident*"
contested = []  # phrases that invoke the frame and deny it at once
# part_of = "another_frame"  # if this one is a sub-dimension

# Words by lemma and part of speech, as spaCy's Matcher takes them, each as strong, weak, …:
# [[frames.patterns]]
# strength = "weak"
# tokens = [{LEMMA = "track"}, {POS = "ADJ", OP = "*"}, {LEMMA = {IN = ["citizen", "person"]}}]

[[frames.examples]]
text = "REPLACE-ME @FRAME: a sentence that invokes the frame and holds a strong phrase."

[[frames.examples]]
text = "It is a myth that REPLACE-ME @FRAME came of it, the minister said."
stance = "contested"
voice = "source"
why = "Invoked to be denied."

[[frames.counter_examples]]
text = "REPLACE-ME: a sentence that looks like it and does not invoke the frame."
why = "REPLACE-ME: the reason."
"""

_FOOT = """
# Frames of which a sentence is given at most one, the more probable:
# [[exclusions]]
# frames = [@IDS]
# rule = "REPLACE-ME: how does a coder tell them apart?"
"""


def starter(identifier: str, title: str, topic: str, frames: Sequence[tuple[str, str]]) -> str:
    """Return a commented codebook file with these frames (id and name of each)."""
    values = {"@ID": identifier, "@TITLE": title or f"{MARK} title", "@TOPIC": topic or MARK}
    blocks = [_filled(_HEAD, {key: json.dumps(v, ensure_ascii=False) for key, v in values.items()})]
    for frame, name in frames:
        name_ = json.dumps(name, ensure_ascii=False)
        blocks.append(_filled(_FRAME_BLOCK, {"@FRAME": frame, "@NAME": name_}))
    ids = ", ".join(json.dumps(frame) for frame, _ in frames)
    return "".join([*blocks, _filled(_FOOT, {"@IDS": ids})])


def parse_frames(given: Iterable[str]) -> list[tuple[str, str]]:
    """Return id and name of each frame, written "id: Name". Raises ValueError naming a bad one."""
    found = []
    for text in given or FRAMES:
        match = _FRAME.fullmatch(text)
        if match is None:
            raise ValueError(f'{text!r} must be "id: Name", the id in lower-case letters and _')
        found.append((match[1], match[2]))
    return found


def write_starter(path: Path, text: str) -> None:
    """Write a starter file that has been checked.

    Raises StudyError when `path` exists (it is never overwritten) or cannot be written, or when
    what was asked for makes no codebook (an id in capitals, say).
    """
    file = msgspec.convert(tomllib.loads(text), CodebookFile)
    for key, problem in problems(file):
        raise StudyError(path, key, problem)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise StudyError(path, "", "exists already; name another file with --to") from None
    except OSError as error:
        raise StudyError(path, "", f"cannot be written: {error.strerror}") from None


def _filled(template: str, values: dict[str, str]) -> str:
    """Put values at their places; what stands in a value is no place."""
    return re.sub("|".join(values), lambda m: values[m.group()], template)
