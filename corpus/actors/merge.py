"""From actors as articles show them to the actors of the corpus: a pure function.

Conservative: what is not surely one stays two. Same full names join unless descriptions or types
contradict (people.py); a surname joins the only full name it can stand for; organisations join by
their name without "the" and legal endings, and by an acronym that an article gives for one of them
alone; wordings ("critics") stand together as a wording and never join a name. A row of actors.csv
wins over all of it. The result depends on the set of findings alone, not on their order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from corpus.actors.descriptions import profile
from corpus.actors.names import Sort, is_acronym, organisation, person, plain, sort_of, words
from corpus.actors.names import without_brackets as brackets
from corpus.actors.people import join_surnames, told_apart
from corpus.actors.variants import (
    Canonical,
    Found,
    Group,
    Merge,
    Merged,
    Pin,
    Rule,
    Variant,
    variants,
)
from corpus.identity import actor_id
from corpus.records import ActorType

Bucket = tuple[str, ...]
_ARTICLE = re.compile(r"^(the|an?) (?=\S)", re.IGNORECASE)


def merge(found: Iterable[tuple[Found, Pin | None]]) -> Merged:
    """Return who is who, given each actor of each article and the row of actors.csv it falls under.

    Its time grows with the number of actors: seconds for 100,000.
    """
    todo: dict[Sort, dict[Bucket, list[Variant]]] = {
        s: defaultdict(list) for s in ("person", "organisation", "document", "wording")
    }
    pinned: dict[Bucket, list[Variant]] = defaultdict(list)
    for variant in variants(found):
        if variant.pin is not None:
            pinned[plain(variant.pin.canonical)].append(variant)
        else:
            sort = sort_of(variant.name, variant.type, variant.description)
            todo[sort][_bucket(variant, sort)].append(variant)
    groups: dict[Sort, list[Group]] = {sort: [] for sort in todo}
    fixed: dict[tuple[Sort, Bucket], list[Group]] = defaultdict(list)
    for members in pinned.values():
        _fix(members, groups, fixed)
    for sort, buckets in todo.items():
        for bucket in sorted(buckets):
            groups[sort] += _grouped(sort, buckets[bucket], fixed[sort, bucket])
    join_surnames(groups["person"])
    _join_acronyms(groups["organisation"])
    return _result(groups)


def _bucket(variant: Variant, sort: Sort) -> Bucket:
    """Return what variants must share to be compared at all."""
    if sort == "person":
        return person(variant.name)[0] or (variant.name,)
    if sort == "organisation":
        return organisation(variant.name) or (variant.name,)
    if sort == "document":
        return plain(variant.name) or (variant.name,)
    whom = words(variant.speaks_for or "")
    return (*plain(variant.name), "/", variant.type, "/", *whom)


def _fix(
    members: list[Variant],
    groups: dict[Sort, list[Group]],
    fixed: dict[tuple[Sort, Bucket], list[Group]],
) -> None:
    """Make the group of all variants to which actors.csv gives one canonical name."""
    pins = [v.pin for v in members if v.pin is not None]
    name = min(pin.canonical for pin in pins)
    group = Group(members, canonical=name)
    kind = next((p.type for p in pins if p.type), None) or _type(members)
    sort = sort_of(name, kind, None)
    buckets = set()
    for variant in members:
        if variant.pin is None:
            continue
        group.profile = group.profile.joined(profile(variant.description, variant.type))
        variant.rule = "actors.csv"
        variant.reason = f"actors.csv, line {variant.pin.line}"
        names = [name, *([variant.name] if variant.pin.whole else [])]
        buckets |= {_bucket(Variant(n, kind, None, None, None), sort) for n in names}
    groups[sort].append(group)
    for bucket in sorted(buckets):
        fixed[sort, bucket].append(group)


def _grouped(sort: Sort, members: list[Variant], fixed: list[Group]) -> list[Group]:
    """Return the new groups that variants of one bucket make beside the fixed ones."""
    if sort == "person":
        groups = told_apart(members, fixed)
    else:
        rule: Rule = "same_wording" if sort == "wording" else "same_name"
        target = fixed[0] if len(fixed) == 1 else Group([])
        target.take(Group(members), rule, "same name" if sort != "wording" else "same words")
        groups = [] if fixed and target is fixed[0] else [target]
    for group in groups:
        if len(group.members) == 1:  # nothing but itself so far, in one article or several
            (variant,) = group.members
            several = len(variant.articles) > 1
            variant.rule = (
                ("same_wording" if sort == "wording" else "same_name") if several else None
            )
            variant.reason = "same name, type and description" if several else ""
        else:
            for variant in group.members:
                variant.rule = variant.rule or "same_name"
                variant.reason = variant.reason or "same name"
    return groups


def _join_acronyms(groups: list[Group]) -> None:
    """Join a bare acronym to the one organisation for which some article gives it."""
    bare: dict[Bucket, Group] = {}
    given: dict[Bucket, dict[int, Group]] = defaultdict(dict)
    for group in groups:
        if group.canonical is None and all(is_acronym(v.name) for v in group.members):
            bare[organisation(group.members[0].name)] = group
            continue
        for variant in group.members:
            for name in (*variant.aliases, brackets(variant.name)[1] or "", variant.name):
                if is_acronym(name):
                    given[organisation(name)][id(group)] = group
    for acronym, group in bare.items():
        whole = list(given[acronym].values()) if acronym in given else []
        if len(whole) == 1:
            reason = "an article gives the acronym for this name, and none for another"
            whole[0].take(group, "acronym", reason)


def _result(groups: dict[Sort, list[Group]]) -> Merged:
    merged = Merged()
    kept = [(sort, g) for sort, many in groups.items() for g in many if g.members]
    names = {id(g): _name(g, sort) for sort, g in kept}
    ids = _identifiers([(sort, g, names[id(g)]) for sort, g in kept])
    for (sort, group), identifier in zip(kept, ids, strict=True):
        actor = _canonical(sort, group, names[id(group)], identifier)
        merged.actors.append(actor)
        for v in group.members:
            merged.of.update(dict.fromkeys(v.keys, (identifier, v.rule)))
            if v.rule is not None:
                merged.merges.append(
                    Merge(v.name, v.type, v.description, identifier, actor.name, v.rule, v.reason)
                )
    merged.actors.sort(key=lambda a: a.actor_id)
    merged.merges = sorted(set(merged.merges), key=_order)
    return merged


def _order(m: Merge) -> tuple[str, ...]:
    return (m.name, m.type, m.description or "", m.actor_id, m.rule, m.reason)


def _identifiers(groups: list[tuple[Sort, Group, str]]) -> list[str]:
    """Return an identifier for each group: from name and sort, and what tells equal names apart."""
    tell: list[Callable[[Group], str]] = [
        lambda g: min((v.description for v in g.members if v.description), default=""),
        lambda g: min(a for v in g.members for a in v.articles),
        lambda g: repr(min(v.order for v in g.members)),
    ]
    texts = [name for _, _, name in groups]
    ids = [actor_id(name, sort) for sort, _, name in groups]
    for mark in tell:
        twice = {i for i, n in Counter(ids).items() if n > 1}
        for place in [p for p, i in enumerate(ids) if i in twice]:
            sort, group, _ = groups[place]
            texts[place] = f"{texts[place]}\n{mark(group)}".strip()
            ids[place] = actor_id(texts[place], sort)
    return ids


def _canonical(sort: Sort, group: Group, name: str, identifier: str) -> Canonical:
    members = group.members
    pins = [v.pin for v in members if v.pin is not None]
    pinned = next((p.type for p in pins if p.type), None)
    others = {n for v in members for n in (v.name, *v.aliases)}
    aliases = {n for n in others if n.casefold() != name.casefold()}
    return Canonical(
        actor_id=identifier,
        name=name,
        type=pinned or _type(members),
        named=sort != "wording",
        description=_most((v.description, len(v.articles)) for v in members),
        speaks_for=_most((v.speaks_for, len(v.articles)) for v in members),
        wikidata=next((p.wikidata for p in pins if p.wikidata), None),
        aliases=tuple(sorted(aliases)),
    )


def _name(group: Group, sort: Sort) -> str:
    """Return the canonical name: a scholar's, else the full name of most articles."""
    if group.canonical:
        return group.canonical
    full = [v for v in group.members if v.rule not in {"surname", "acronym"}] or group.members
    if sort == "wording":  # "Critics" has its capital from the beginning of a sentence
        full = [v for v in full if v.name[:1].islower()] or full
    return _most((_ARTICLE.sub("", v.name), len(v.articles)) for v in full) or full[0].name


def _type(members: list[Variant]) -> ActorType:
    """Return the type of most articles; "person" and "organisation" only if nothing says more."""
    votes: Counter[ActorType] = Counter()
    for v in members:
        votes[v.type] += len(v.articles)
    special = {t: n for t, n in votes.items() if t not in {"person", "organisation"}}
    chosen = special or votes
    return min(chosen, key=lambda t: (-chosen[t], t))


def _most(values: Iterable[tuple[str | None, int]]) -> str | None:
    """Return the value of most articles, the longest of equals, then the first by alphabet."""
    votes: Counter[str] = Counter()
    for value, articles in values:
        if value:
            votes[value] += articles
    return min(votes, key=lambda v: (-votes[v], -len(v), v.swapcase()), default=None)
