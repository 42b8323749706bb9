"""Tell speech from writing, thought and intention, by the words of the cue.

The four acts follow PolNeAR's attitudes (Newell, Margolin and Ruths 2018): an attribution may
report an assertion, a belief or an intention. What no list knows counts as speech.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import cast, get_args

from corpus.records import Act

WORDS = Path(__file__).with_name("acts.toml")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def act_of(cue: str) -> Act:
    """Return what the source of `cue` does: of the words known, the last one decides."""
    acts = [known for word in _WORD.findall(cue.lower()) if (known := lexicon().get(word))]
    return acts[-1] if acts else "says"


@cache
def lexicon() -> dict[str, Act]:
    """Return each word form's act, "says" not among them."""
    tables = tomllib.loads(WORDS.read_text("utf-8"))
    found: dict[str, Act] = {}
    for act in get_args(Act.__value__ if hasattr(Act, "__value__") else Act):
        table = tables.get(act, {})
        found |= dict.fromkeys(table.get("nouns", ()), cast("Act", act))
        for verb in table.get("verbs", ()):
            found |= dict.fromkeys(forms(verb), cast("Act", act))
    return found


def forms(verb: str) -> set[str]:
    """Return `verb` with its regular forms: writes, writing, tweeted."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    end = "es" if verb.endswith(("sh", "ch", "ss", "x")) else "s"
    return {verb, f"{verb}{end}", f"{stem}ed", f"{stem}ing"}
