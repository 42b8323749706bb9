"""Which news agency a text names as its own: in the byline, the dateline or a credit line.

A text that only cites an agency ("he told Reuters") is not the agency's.
"""

import re
from collections.abc import Mapping

Pattern = re.Pattern[str]
WIRES = {
    "Australian Associated Press": ("Australian Associated Press", "AAP"),
    "Associated Press": ("Associated Press", "AP"),
    "Agence France-Presse": ("Agence France-Presse", "Agence France Presse", "AFP"),
    "Asian News International": ("Asian News International", "ANI"),
    "Bernama": ("Bernama",),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "Canadian Press": ("Canadian Press",),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "Indo-Asian News Service": ("Indo-Asian News Service", "IANS"),
    "Kyodo News": ("Kyodo News", "Kyodo"),
    "PA Media": ("PA Media", "Press Association"),
    "Press Trust of India": ("Press Trust of India", "PTI"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "TASS": ("TASS",),
    "United Press International": ("United Press International", "UPI"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
}
"""Agencies whose copy English-language outlets print: name -> how it is written."""
_DASH = r"\s*(?:--?|[\u2013\u2014:])\s"
_CREDIT = (
    r"(?:source|by|from|via|credit|copyright|\(c\)|©|with (?:files|reporting|material) from"
    r"|(?:additional )?reporting by|(?:first |originally )?published by)"
)
_SHORT = 5
"""Letters up to which a name is an acronym, and its case counts: AP, not "map"."""


class Agencies:
    """The agencies known: those of the study before those of `WIRES`."""

    def __init__(self, outlets: Mapping[str, str]) -> None:
        """Take the study's own agencies: slug of the outlet -> its name."""
        plain = {slug: re.sub(r"\s*\(.*?\)", "", name) for slug, name in outlets.items()}
        self._outlets = plain
        known = {name: (name,) for name in plain.values()} | WIRES
        self._patterns = {name: _patterns(spellings) for name, spellings in known.items()}

    def of(self, outlet: str, byline: str, text: str) -> str | None:
        """Return the agency that `text` is by its own account from, or None."""
        if outlet in self._outlets:
            return self._outlets[outlet]
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        edges = [*lines[:3], *lines[3:][-3:]]
        for name, (in_byline, in_dateline, in_credit) in self._patterns.items():
            if in_byline.search(byline) or (lines and in_dateline.search(lines[0])):
                return name
            if any(in_credit.fullmatch(line) for line in edges):
                return name
        return None


def _patterns(spellings: tuple[str, ...]) -> tuple[Pattern, Pattern, Pattern]:
    """Return expressions for the byline, the first line and a credit line."""
    any_of = "|".join(
        re.escape(s) if len(s) <= _SHORT else f"(?i:{re.escape(s)})"
        for s in sorted(spellings, key=len, reverse=True)
    )
    name = rf"(?<!\w)(?:{any_of})(?!\w)"
    # such as: BEIJING, May 4 (Xinhua) --; LONDON — AP —; Reuters - The city
    dateline = rf"^[^\n]{{0,60}}\({name}\){_DASH}|^(?:[^a-z\n]{{2,50}}{_DASH}\s*)?{name}{_DASH}"
    credit = rf"\W*(?i:{_CREDIT}\W*)?(?:\d{{4}}\W+)?(?i:the )?{name}(?:\W+\d{{4}})?\W*"
    return re.compile(name), re.compile(dateline), re.compile(credit)
