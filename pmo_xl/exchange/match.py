"""Match: which row of one side is which row of the other, by key, and by content where keys say nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.exchange.normal import is_blank, normal
from pmo_xl.exchange.row import Row, column_of, dated_by, title_key

_ALIKE: Final = 0.5
_FEWEST, _SHARE = 3, 5
_SHORT: Final = 6
RENUMBERED: Final = "番号は上からの連番のため、件名で突き合わせました({}行)。"
_REPEATED: Final = "同じ番号 {} が{}に{}あります。どの行か決められません"
_REWRITTEN: Final = "番号 {} は同じですが、件名が大きく違います(「{}」と「{}」)。別の行かもしれません"
_SAME_TITLE: Final = "同じ件名の行がいくつもあり、どの行か決められません"
_LINK: Final = "件名が同じ行 {} に合わせました"
_SHORT_LINK: Final = "件名が短いため、同じ件名の行 {} と同じものか確かめてください"


@dataclass(frozen=True)
class Keys:
    """How the rows of two sides are told apart.

    is_stable: keys never move from row to row (外部ID, UID). is_linked: a row whose key is not known here is joined to
    one of the same content. is_rewriting_shown: a pair of one ID with unlike titles counts as one row all the same.
    """

    is_stable: bool = False
    is_linked: bool = False
    is_rewriting_shown: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One row on both sides. how: key, content or link. doubt: why they may be two rows after all; None = they are one."""

    theirs: Row
    ours: Row
    how: str = "key"
    doubt: str | None = None


@dataclass
class Matching:
    """Which rows are one. new: only on their side. only_ours: only on ours. doubtful: rows of which nothing is done.

    remark: how the rows were told, where not by their keys.
    """

    pairs: list[Pair] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
    only_ours: list[Row] = field(default_factory=list)
    doubtful: list[tuple[Row | None, Row | None, str]] = field(default_factory=list)
    remark: str | None = None


def match(theirs: Iterable[Row], ours: Iterable[Row], keys: Keys = Keys()) -> Matching:
    """Pair the rows of both sides; every row stands in exactly one place of the result."""
    found = Matching()
    yours, mine = list(theirs), list(ours)
    same, yours, mine = _same_repeats(yours, mine)
    found.pairs += same
    yours = _without_repeats(yours, "相手", lambda row, why: found.doubtful.append((row, None, why)))
    said = {key for row in (*yours, *(each[0] for each in found.doubtful if each[0])) for key in row.keys}
    mine = _without_repeats(mine, "台帳", lambda row, why: found.doubtful.append((None, row, why)), said)
    blocked = {key for each in found.doubtful for row in each[:2] if row for key in row.keys}
    pairs, yours, mine = _by_key(yours, mine)
    yours = _not_known_as(yours, blocked, found, is_theirs=True)
    mine = _not_known_as(mine, blocked, found, is_theirs=False)
    suspect = [] if keys.is_stable else _suspect(pairs)
    if suspect and _are_renumbered(pairs, suspect, yours, mine):
        yours, mine = [pair.theirs for pair in pairs] + yours, [pair.ours for pair in pairs] + mine
        found.remark = RENUMBERED.format(len(pairs))
        _by_content(_in_order(yours), _in_order(mine), found, is_free=True)
        return found
    found.pairs += [
        _doubted(pair) if pair in suspect and not keys.is_rewriting_shown else pair for pair in pairs
    ]
    _rest_by_content(yours, mine, found, keys)
    return found


def alike(one: str, other: str) -> float:
    """How much two titles share: Dice over pairs of characters, 0 to 1."""
    first, second = _bigrams(one), _bigrams(other)
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else float(one == other)


def _bigrams(text: str) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1)) or Counter(plain)


def content(row: Row) -> Hashable:
    """Everything a row says, in normal form."""
    said = (
        (name, normal(column_of(row.sheet, name).kind, value, name)) for name, value in row.values.items()
    )
    return (
        frozenset((name, value) for name, value in said if value is not None),
        frozenset(row.unread.items()),
    )


def _same_repeats(yours: list[Row], mine: list[Row]) -> tuple[list[Pair], list[Row], list[Row]]:
    """The rows of a repeated key where both sides have the very same ones: there is nothing to decide. And the others."""
    groups = [_groups_of_repeated(rows) for rows in (yours, mine)]
    pairs: list[Pair] = []
    for key in groups[0].keys() & groups[1].keys():
        one, other = (sorted(each[key], key=lambda row: hash(content(row))) for each in groups)
        if [content(row) for row in one] == [content(row) for row in other]:
            pairs += [Pair(row, ours) for row, ours in zip(one, other, strict=True)]
    taken = {id(row) for pair in pairs for row in (pair.theirs, pair.ours)}
    pairs.sort(key=lambda pair: pair.ours.where.row or 0)
    return pairs, [r for r in yours if id(r) not in taken], [r for r in mine if id(r) not in taken]


def _groups_of_repeated(rows: Sequence[Row]) -> dict[tuple[str, ...], list[Row]]:
    """By all their keys, the rows that share one with another row; none where a group has further keys."""
    counts = Counter(key for row in rows for key in dict.fromkeys(row.keys))
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    if len(counts) < sum(counts.values()):
        for row in rows:
            if any(counts[key] > 1 for key in row.keys):
                groups[row.keys].append(row)
    return {keys: each for keys, each in groups.items() if all(counts[key] == len(each) for key in keys)}


def _without_repeats(
    rows: Sequence[Row], side: str, doubt: Callable[[Row, str], None], said: AbstractSet[str] | None = None
) -> list[Row]:
    """The rows whose key no other row has; identical ones count once, the others of a repeated key are in doubt.

    said: the keys that the other side has, where a repeated one that it has not is no question.
    """
    counts = Counter(key for row in rows for key in dict.fromkeys(row.keys))
    if all(count == 1 for count in counts.values()):
        return list(rows)
    repeated = {key for key, count in counts.items() if count > 1 and (said is None or key in said)}
    groups: dict[str, dict[Hashable, Row]] = defaultdict(dict)
    kept: list[Row] = []
    for row in rows:
        at = next((key for key in row.keys if key in repeated), None)
        if at is None:
            kept.append(row)
        else:
            groups[at].setdefault(content(row), row)
    for key, group in groups.items():
        if len(group) == 1:
            kept += group.values()
        for row in group.values() if len(group) > 1 else ():
            doubt(row, _REPEATED.format(key, side, f"{counts[key]}行"))
    return _in_order(kept)


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.where.tab or "", row.where.row or 0))


def _by_key(yours: Sequence[Row], mine: Sequence[Row]) -> tuple[list[Pair], list[Row], list[Row]]:
    known = {key: row for row in reversed(mine) for key in row.keys}
    pairs: list[Pair] = []
    taken: set[int] = set()
    left: list[Row] = []
    for row in yours:
        other = next((known[key] for key in row.keys if key in known and id(known[key]) not in taken), None)
        if other is None:
            left.append(row)
        else:
            taken.add(id(other))
            pairs.append(Pair(row, other))
    return pairs, left, [row for row in mine if id(row) not in taken]


def _not_known_as(rows: list[Row], blocked: set[str], found: Matching, *, is_theirs: bool) -> list[Row]:
    """Rows whose key is repeated on the other side are in doubt too."""
    kept: list[Row] = []
    for row in rows:
        key = next((each for each in row.keys if each in blocked), None)
        if key is None:
            kept.append(row)
        else:
            why = _REPEATED.format(key, "台帳" if is_theirs else "相手", "いくつも")
            found.doubtful.append((row, None, why) if is_theirs else (None, row, why))
    return kept


def _suspect(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of one ID whose titles share less than half."""
    return [pair for pair in pairs if are_unlike(title_key(pair.theirs), title_key(pair.ours))]


def are_unlike(one: str, other: str) -> bool:
    """Whether two titles in normal form are hardly those of one row."""
    return bool(one and other) and one != other and alike(one, other) < _ALIKE


def _are_renumbered(
    pairs: Sequence[Pair], suspect: Sequence[Pair], yours: Sequence[Row], mine: Sequence[Row]
) -> bool:
    """Whether the IDs are running numbers that moved: many suspect pairs, and what rows are called resolves them."""
    if len(suspect) < _FEWEST or len(suspect) * _SHARE < len(pairs):
        return False
    here = Counter(title_key(row) for row in (*(pair.ours for pair in pairs), *mine))
    there = Counter(title_key(row) for row in (*(pair.theirs for pair in pairs), *yours))
    resolved = sum(
        here[title] == 1 and there[title] == 1 for title in (title_key(pair.theirs) for pair in suspect)
    )
    return 2 * resolved >= len(suspect)


def _doubted(pair: Pair) -> Pair:
    why = _REWRITTEN.format(pair.ours.row_id or pair.ours.key, pair.ours.title, pair.theirs.title)
    return Pair(pair.theirs, pair.ours, pair.how, why)


def _rest_by_content(yours: list[Row], mine: list[Row], found: Matching, keys: Keys) -> None:
    """Rows without a key are told by their content; with a key of their own only where they may be joined."""
    if keys.is_linked:
        found.only_ours += [row for row in mine if row.keys]
        _by_content(yours, [row for row in mine if not row.keys], found, is_free=False)
        return
    keyless_yours, keyless_mine = [r for r in yours if not r.keys], [r for r in mine if not r.keys]
    found.new += [row for row in yours if row.keys]
    found.only_ours += [row for row in mine if row.keys]
    if keyless_yours or keyless_mine:
        _by_content(keyless_yours, keyless_mine, found, is_free=True)
    found.new = _in_order(found.new)


def _by_content(yours: Sequence[Row], mine: Sequence[Row], found: Matching, *, is_free: bool) -> None:
    """Pair rows by what they are called, else by everything they say. is_free: the rows have no keys of their own."""
    here, there = _by_title(mine), _by_title(yours)
    for title, rows in there.items():
        others = here.pop(title, [])
        if title and not is_free and others:
            _link(rows, others, found)
        elif title or is_free:
            _pair_group(rows, others, found)
        else:
            found.new += rows
            found.only_ours += others
    found.only_ours += [row for rows in here.values() for row in rows]
    found.new = _in_order(found.new)


def _by_title(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[title_key(row)].append(row)
    return groups


def _link(rows: list[Row], others: list[Row], found: Matching) -> None:
    """Join one arriving row to the one row here of the same content; several of one title are in doubt."""
    if len(rows) == 1 and len(others) == 1:
        row, other = rows[0], others[0]
        if _contradict(row, other):
            found.new.append(row)
            found.only_ours.append(other)
            return
        is_short = len(title_key(row)) < _SHORT
        name = other.row_id or f"{other.where.row}行目"
        found.pairs.append(Pair(row, other, "link", _SHORT_LINK.format(name) if is_short else None))
        return
    found.doubtful += [(row, None, _SAME_TITLE) for row in rows]
    found.only_ours += others


def _pair_group(rows: list[Row], others: list[Row], found: Matching) -> None:
    """Rows of one title: the only ones, else those that say the same, else those of the same number."""
    if len(rows) == 1 and len(others) == 1 and title_key(rows[0]):
        pairs = [] if _contradict(rows[0], others[0]) else [(rows[0], others[0])]
    else:
        pairs = _equal(rows, others, content)
        pairs += _equal(_left(rows, pairs, 0), _left(others, pairs, 1), lambda row: row.row_id)
    found.pairs += [Pair(row, other, "content") for row, other in pairs]
    left, remaining = _left(rows, pairs, 0), _left(others, pairs, 1)
    if left and remaining and len(rows) + len(others) > 2 and title_key(left[0]):
        found.doubtful += [(row, None, _SAME_TITLE) for row in left]
        found.doubtful += [(None, row, _SAME_TITLE) for row in remaining]
        return
    found.new += left
    found.only_ours += remaining


def _equal(
    rows: Sequence[Row], others: Sequence[Row], of: Callable[[Row], Hashable]
) -> list[tuple[Row, Row]]:
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    for other in others:
        waiting[of(other)].append(other)
    return [(row, waiting[key].pop(0)) for row in rows if (key := of(row)) is not None and waiting[key]]


def _left(rows: Sequence[Row], pairs: Sequence[tuple[Row, Row]], side: int) -> list[Row]:
    taken = {id(pair[side]) for pair in pairs}
    return [row for row in rows if id(row) not in taken]


def _contradict(one: Row, other: Row) -> bool:
    """Whether both say a day or a parent, and not the same."""
    both = zip(dated_by(one), dated_by(other), strict=True)
    return any(a != b for a, b in both if not is_blank(a) and not is_blank(b))


def link_reason(pair: Pair) -> str:
    """What is told of a joined row."""
    return _LINK.format(pair.ours.row_id or f"{pair.ours.where.row}行目")
