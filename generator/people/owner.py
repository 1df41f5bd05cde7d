"""What `authors.yml` does to the names of a collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.errors import Problem, Severity
from generator.identifiers import parse_id
from generator.keys import name_id
from generator.models import Entry
from generator.people.aliases import Alias, Aliases
from generator.people.mentions import Mentions
from generator.people.names import make_key, tidy_name


@dataclass(slots=True)
class Orders:
    """The owner's wishes, as numbers of names."""

    mains: list[int] = field(default_factory=list)
    """Names that he wants to see."""
    joins: list[tuple[int, int]] = field(default_factory=list)
    """A name that he wants to see, and another spelling of it."""
    sides: dict[int, dict[int, int]] = field(default_factory=dict)
    """Which side a name stands on of which wish to keep names apart; see `Forest`."""
    problems: list[Problem] = field(default_factory=list)


def read_orders(
    mentions: Mentions, entries: Sequence[Entry], aliases: Aliases
) -> Orders:
    """Find the names that the owner speaks of; what he shows, and claims, is written in.

    Args:
        mentions: is changed: names get the owner's spelling, and papers that he claims
            for one of several namesakes get a name of their own.
        entries: the papers, in the order of `mentions.rows`.
        aliases: what he says.
    """
    orders = Orders()
    for split, alias in enumerate(aliases.authors):
        known = _find(mentions, alias.name) is not None
        if not (known or alias.also or alias.papers):
            _warn(orders, alias, f"no paper names {alias.name!r}")
        main = mentions.add_name(_make_key(alias.name), alias.name)
        written = Counter({mentions.names[main]: 1})
        mentions.written.setdefault(mentions.keys[main], written)
        mentions.names[main] = alias.name
        orders.mains.append(main)
        if alias.papers:
            _claim(orders, mentions, entries, alias)
        also = _find_all(orders, mentions, alias, alias.also)
        apart = _find_all(orders, mentions, alias, alias.apart)
        orders.joins += [(main, number) for number in also if number != main]
        if apart:
            for side, numbers in enumerate(([main, *also], apart)):
                for number in numbers:
                    orders.sides.setdefault(number, {})[split] = side
    mentions.list_papers()
    return orders


def _make_key(text: str) -> str:
    return make_key(tidy_name(text) or text)


def _find(mentions: Mentions, text: str) -> int | None:
    return mentions.numbers.get(_make_key(text))


def _find_all(
    orders: Orders, mentions: Mentions, alias: Alias, texts: Sequence[str]
) -> list[int]:
    """Return the numbers of names; one that no listing has is told."""
    found = []
    for text in texts:
        number = _find(mentions, text)
        if number is None:
            _warn(orders, alias, f"{alias.name!r}: no paper names {text!r}")
        else:
            found.append(number)
    return found


def _claim(
    orders: Orders, mentions: Mentions, entries: Sequence[Entry], alias: Alias
) -> None:
    """Give the papers that the owner lists to one of several people of a name."""
    main = mentions.numbers[_make_key(alias.name)]
    shared = _find(mentions, alias.written_name)
    papers = () if shared is None else mentions.papers[shared]
    places = {key: at for at in papers for key in entries[at].keys}
    places |= {f"s:{entries[at].slug}": at for at in papers}
    for text in alias.papers:
        paper_id = parse_id(text)
        at = places.get(name_id(paper_id) if paper_id else text)
        row = [] if at is None else mentions.rows[at]
        if shared in row:
            row[row.index(shared)] = main
        else:
            by = repr(alias.written_name)
            _warn(orders, alias, f"{alias.name!r}: there is no paper {text!r} by {by}")
    mentions.written[mentions.keys[main]][alias.written_name] += 1


def _warn(orders: Orders, alias: Alias, message: str) -> None:
    problem = Problem(alias.file, alias.line, Severity.WARNING, message)
    orders.problems.append(problem)
