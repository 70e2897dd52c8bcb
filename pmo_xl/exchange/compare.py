"""Compare: the three-way rule, field by field and row by row. Nothing a person wrote is decided against them here.

B = what the other side said or got last time, K = the book now, S = the source now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pmo_xl.exchange import longtext
from pmo_xl.exchange.bases import NO_BASE, Base
from pmo_xl.exchange.match import Keys, Matching, Pair, are_unlike, link_reason, match
from pmo_xl.exchange.normal import EXTERNAL_IDS, external_ids, is_blank, is_equal
from pmo_xl.exchange.outcome import OPEN, UNREAD_THERE, WRITTEN, Field, FieldState, RowOutcome
from pmo_xl.exchange.row import Row, column_of, is_long, shown, title_key
from pmo_xl.model.column import Kind
from pmo_xl.model.display import shortened
from pmo_xl.model.record import Record

OURS_CHANGED: Final = "変更はこちら"
NOT_CHANGED_HERE: Final = "こちらは前回から変えていません"
BLANK_HERE: Final = "こちらは空欄でした"
BOTH_CHANGED: Final = "前回 {}。両方が変えました"
NO_LAST_TIME: Final = "前回の値が分からないため、どちらが新しいか決められません"
EMPTIED: Final = "向こうで空欄になりました"
MUST: Final = "必須の列が向こうで空欄になりました"
UNDONE: Final = "取り込みが戻されています"
LINES_ADDED: Final = "両方が書き足しました。行を合わせます"
TOO_LONG: Final = "合わせると1セルに入る長さ(32,767字)を超えます"
GONE: Final = "絞り込みで外れたか、移されたか、消されました"
GONE_HERE: Final = "台帳では消えています"
GONE_HERE_CHANGED: Final = "台帳では消えていますが、相手は変えています"
KNOWN_FROM_NOW: Final = "次からこの番号で突き合わせます"
_BRIEF: Final = 20


@dataclass(frozen=True)
class Policy:
    """What the commands do differently.

    is_blank_taken: a cell emptied on the other side is emptied here, but for must cells (`merge`); else 要確認.
    are_must_kept: whether must cells are never emptied. gone: why a row of the base may stand in the book alone.
    is_base_whole: whether the base has every row that was there; else one that it lacks may be undecided since.
    """

    is_blank_taken: bool = False
    are_must_kept: bool = True
    gone: str = GONE
    is_base_whole: bool = True


@dataclass(frozen=True)
class Sides:
    """One sheet on both sides. theirs: the rows of one source. fields: those to be compared; None = all that both have."""

    sheet: type[Record]
    ours: tuple[Row, ...]
    theirs: tuple[Row, ...]
    base: Base = NO_BASE
    keys: Keys = field(default_factory=Keys)
    fields: frozenset[str] | None = None


@dataclass(frozen=True)
class Compared:
    """What comparing one sheet of one source came to."""

    sheet: type[Record]
    rows: tuple[RowOutcome, ...]
    remark: str | None = None


def compare(sides: Sides, policy: Policy = Policy()) -> Compared:
    """Every row of both sides, each in one state."""
    found = match(sides.theirs, sides.ours, sides.keys)
    rows = [
        *_paired(found, sides, policy),
        *(_new(row, sides) for row in found.new),
        *(RowOutcome.doubtful(sides.sheet, theirs, ours, why) for theirs, ours, why in found.doubtful),
        *_only_ours(found.only_ours, sides, policy),
    ]
    return Compared(sides.sheet, tuple(rows), found.remark)


def _paired(found: Matching, sides: Sides, policy: Policy) -> Iterator[RowOutcome]:
    for pair in found.pairs:
        theirs, ours = pair.theirs, pair.ours
        if pair.how == "key" and policy.is_base_whole and _are_two(pair, sides):
            yield RowOutcome.collided(theirs, ours)
        elif pair.doubt:
            fields = tuple(map(_doubted, _fields(sides.base.of(theirs, ours), ours, theirs, sides, policy)))
            yield RowOutcome.doubtful(sides.sheet, theirs, ours, pair.doubt, fields)
        else:
            base = sides.base.of(theirs, ours)
            fields = tuple(_fields(base, ours, theirs, sides, policy))
            reason = link_reason(pair) if pair.how == "link" else None
            yield RowOutcome.compared(theirs, ours, fields, reason, is_linked=pair.how == "link")


def differing(pair: Pair, sides: Sides, policy: Policy) -> tuple[Field, ...]:
    """The cells in which two rows differ, where nothing is known of what was before."""
    return tuple(_fields(None, pair.ours, pair.theirs, sides, policy))


def _doubted(found: Field) -> Field:
    """A cell of a row that may be another row: nothing of it is written unasked."""
    if found.state in WRITTEN | OPEN:
        return replace(found, state=FieldState.DOUBTFUL, after=None)
    return found


def _are_two(pair: Pair, sides: Sides) -> bool:
    """Whether both sides used one number for two rows since the base: neither was there, and they are not alike."""
    if sides.keys.is_stable or not sides.base.is_known or sides.base.of(pair.theirs, pair.ours) is not None:
        return False
    return are_unlike(title_key(pair.theirs), title_key(pair.ours))


def _new(row: Row, sides: Sides) -> RowOutcome:
    """A row that only the other side has: new, unless the book had it once."""
    base = sides.base.of(row, None)
    if base is None:
        return RowOutcome.new(row)
    changed = any(
        row.says(name)
        and name in base.values
        and not is_equal(column_of(row.sheet, name).kind, base.values[name], value, name)
        for name, value in row.values.items()
    )
    if changed:
        return RowOutcome.doubtful(sides.sheet, row, None, GONE_HERE_CHANGED)
    return RowOutcome.gone(sides.sheet, row, None, GONE_HERE)


def _only_ours(rows: Iterable[Row], sides: Sides, policy: Policy) -> Iterator[RowOutcome]:
    if not sides.base.is_known:
        return
    for row in rows:
        if sides.base.of(None, row) is not None:
            yield RowOutcome.gone(sides.sheet, None, row, policy.gone)


def _fields(base: Row | None, ours: Row, theirs: Row, sides: Sides, policy: Policy) -> Iterator[Field]:
    """What differs between the two, field by field; what is the same is not told."""
    mine = ours.values
    for name, value in theirs.values.items():
        if name not in mine or (sides.fields is not None and name not in sides.fields):
            continue
        if value == mine[name] and not theirs.unread and not ours.unread:
            continue
        found = _field(name, base, ours, theirs, policy)
        if found is not None:
            yield found
    for name in theirs.unread.keys() - theirs.values.keys():
        if name in sides.sheet.columns and name in mine:
            yield Field(name, FieldState.UNREAD, None, mine[name], None, None, UNREAD_THERE)


def _field(name: str, base: Row | None, ours: Row, theirs: Row, policy: Policy) -> Field | None:
    kind = column_of(ours.sheet, name).kind
    book, other = _told(ours, name), _told(theirs, name)
    if _are_same(kind, name, ours, theirs):
        return None
    known = base if base is not None and (name in base.values or name in base.unread) else None
    old, is_known = _told(known, name), known is not None
    if name in theirs.unread:
        return Field(
            name, FieldState.UNREAD, old, book, other, None, f"{UNREAD_THERE}(「{other}」)", is_known
        )
    if name == EXTERNAL_IDS:
        return _further_ids(book, other, old, has_base=is_known)
    if known is None:
        state, after, reason = _two_way(name, ours, book, other)
    else:
        state, after, reason = _three_way(name, ours, known, book, other, policy)
    return Field(name, state, old, book, other, after, reason, is_known)


def _are_same(kind: Kind, name: str, ours: Row, theirs: Row) -> bool:
    """Whether both say the same; what could not be read on both sides is compared as text."""
    book, other = _told(ours, name), _told(theirs, name)
    if (name in ours.unread) != (name in theirs.unread):
        return False
    return is_equal(Kind.TEXT if name in ours.unread else kind, book, other, name)


def _further_ids(book: str | None, other: str | None, old: object, *, has_base: bool) -> Field | None:
    """外部ID only ever grow: a row may be known to several sources."""
    mine, yours = external_ids(book or ""), external_ids(other or "")
    if set(yours) <= set(mine):
        return None
    after = "、".join(dict.fromkeys((*mine, *yours)))
    return Field(EXTERNAL_IDS, FieldState.TAKE, old, book, other, after, KNOWN_FROM_NOW, has_base)


Ruling = tuple[FieldState, Any, str | None]


def _two_way(name: str, ours: Row, book: Any, other: Any) -> Ruling:  # noqa: ANN401 - values of any kind
    if is_blank(book):
        return FieldState.TAKE, other, BLANK_HERE
    if is_blank(other):
        return FieldState.KEEP, None, None
    if is_long(ours.sheet, name) and name not in ours.unread:
        longer = longtext.longer(book, other)
        if longer is not None:
            return (FieldState.KEEP, None, None) if longer is book else (FieldState.TAKE, other, LINES_ADDED)
    return FieldState.CONFLICT, None, NO_LAST_TIME


def _three_way(
    name: str,
    ours: Row,
    base: Row,
    book: Any,  # noqa: ANN401 - values of any kind
    other: Any,  # noqa: ANN401 - as above
    policy: Policy,
) -> Ruling:
    column, old = column_of(ours.sheet, name), _told(base, name)
    if is_equal(column.kind, old, other, name):
        if name in base.before and is_equal(column.kind, base.before[name], book, name):
            return FieldState.DOUBTFUL, None, UNDONE
        return FieldState.KEEP, None, OURS_CHANGED
    if name not in ours.unread and is_equal(column.kind, old, book, name):
        if is_blank(other):
            return _emptied(column.is_must, policy)
        return FieldState.TAKE, other, NOT_CHANGED_HERE
    if is_long(ours.sheet, name) and name not in ours.unread:
        return _merged(name, old, book, other)
    return FieldState.CONFLICT, None, BOTH_CHANGED.format(_brief(name, base))


def _emptied(is_must: bool, policy: Policy) -> Ruling:
    if not policy.is_blank_taken:
        return FieldState.DOUBTFUL, None, EMPTIED
    if is_must and policy.are_must_kept:
        return FieldState.DOUBTFUL, None, MUST
    return FieldState.TAKE, None, EMPTIED


def _merged(name: str, old: Any, book: Any, other: Any) -> Ruling:  # noqa: ANN401 - long texts or nothing
    text = longtext.merged(old, book, other, is_newest_first=name in longtext.NEWEST_FIRST)
    if text is None or is_blank(other) or is_blank(book):
        return FieldState.CONFLICT, None, "両方が書き換えました"
    if len(text) > longtext.LONGEST:
        return FieldState.CONFLICT, None, TOO_LONG
    return FieldState.BOTH, text, LINES_ADDED


def _brief(name: str, row: Row) -> str:
    text = shown(row, name).replace("\n", " ")
    return shortened(text, _BRIEF) or "(空欄)"


def _told(row: Row | None, name: str) -> Any:  # noqa: ANN401 - a value, or the text that could not be read
    if row is None:
        return None
    return row.unread[name] if name in row.unread else row.values.get(name)
