"""collect: the answers of hand-outs back into the ledger; nothing is written before `apply`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from pmo_xl.errors import PmoXlError, UnwritableOutput
from pmo_xl.exchange import (
    Exchange,
    Field,
    FieldState,
    Policy,
    Row,
    RowOutcome,
    RowState,
    SourceFacts,
    combined,
)
from pmo_xl.exchange.collecting import Collecting, Gathered, Ignored, answered_if_written
from pmo_xl.exchange.interface_ends import DEADLINE, deadline_of, not_back, with_ends
from pmo_xl.exchange.outcome import WRITTEN, closing
from pmo_xl.exchange.returned import (
    read_returned,
    tabs_of,
    unreadable_tabs,
)
from pmo_xl.exchange.row import rows_of
from pmo_xl.exchange.stored_hand_outs import HandOutFiles, StoredHandOut
from pmo_xl.metrics.recipients import vendor_mail
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.setting import Setting
from pmo_xl.operations.exchanged import refuse_unknown_word, target_of
from pmo_xl.operations.hand_out import book_key, stored_of
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.operations.returned_counts import (
    HandOutReturn,
    Settled,
    answered_before,
    next_stored,
    records,
    returned,
)
from pmo_xl.operations.returned_files import Returns, answers, hand_out_of, returned_files

_DEADLINE: Final = "配布の回答期限です。書くと、片側だけが報告したIFの確認(IFC008)がこの日から始まります"


@dataclass
class Collected(Exchange):
    """The result of `collect`. hand_outs: each that something came back on; ignored: changes that are not taken.

    doubts: what only a person can settle and no cell holds (× of an interface's end), a sentence each. recounted: the
    hand-outs and the rows of 配布記録 as the decisions have them.
    """

    hand_outs: tuple[HandOutReturn, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    doubts: tuple[str, ...] = ()
    recounted: Callable[[Settled], tuple[tuple[HandOutReturn, ...], list[RowOutcome]]] | None = field(
        default=None, repr=False
    )

    __hash__ = Exchange.__hash__
    __repr__ = Exchange.__repr__

    @property
    def is_open(self) -> bool:
        """Whether something waits for a person."""
        return bool(self.doubts) or super().is_open

    def renew(self) -> None:
        """配布記録 counts what was decided: an answer that is taken back by decision is none from now on."""
        super().renew()
        if self.recounted is not None:
            self.hand_outs, records = self.recounted(self.is_ruled)
            self.rows = [*(row for row in self.rows if row.sheet is not HandedOut), *records]


@collection_held_back()
def collect(
    book: OpenedBook,
    places: Sequence[Path],
    *,
    number: str | None = None,
    is_blank_taken: bool = False,
    only: str | None = None,
    key: str | None = None,
    close_gone: str | None = None,
    password: str | None = None,
) -> Collected:
    """The answers in files (and folders of them) against the book. number: the 配布番号 of files that do not say it.

    key: the heading under which the files have the rows' IDs, where it is no longer ours. close_gone: the 状態 that is
    proposed for rows that were given and are not in the files. password: of the files that have one. Raises BadOption (no file, an unknown number). A file
    that cannot be read or told is named and stops no other.
    """
    refuse_unknown_word(book, close_gone)
    kept, remarks = stored_of(book).every()
    groups: dict[str, Returns] = {}
    unused: dict[str, None] = {}
    files = list(returned_files(places, book.path))
    facts = [_sorted_in(path, book, kept, (number, key, password), groups, unused) for path in files]
    ours: dict[tuple[str, str], Row] = {}
    policy, is_told = Policy(is_blank_taken=is_blank_taken), bool(close_gone)
    gathered = {
        name: _gathered(each, book, policy, ours, are_gone_told=is_told) for name, each in groups.items()
    }
    rows, doubts = _outcomes(book, groups, gathered, close_gone)
    counted = _counter(book, groups, gathered, rows)
    told, recorded = counted(lambda _, each: each.state in WRITTEN)
    whole = {each.id: not each.unanswered for each in told}
    waited = not_back([group.stored for group in groups.values()], kept, whole, book.project)
    made = Collected(
        "collect",
        target_of(book),
        facts,
        [*rows, *recorded],
        (*remarks, *_told_later(groups), *waited),
        tuple(unused),
        only=only,
        places=tuple(files),
        asked=_asked(number=number, only=only, key=key, close_gone=close_gone, is_blank_taken=is_blank_taken),
        hand_outs=told,
        ignored=tuple(each for found in gathered.values() for g in found for each in g.ignored),
        doubts=doubts,
        recounted=counted,
    )
    made.after_save = _keeper(stored_of(book), groups, gathered)
    return made


def _counter(
    book: OpenedBook,
    groups: Mapping[str, Returns],
    gathered: Mapping[str, Sequence[Gathered]],
    rows: Sequence[RowOutcome],
) -> Callable[[Settled], tuple[tuple[HandOutReturn, ...], list[RowOutcome]]]:
    """What the hand-outs and 配布記録 come to, whatever is settled."""

    def counted(is_settled: Settled) -> tuple[tuple[HandOutReturn, ...], list[RowOutcome]]:
        """With what is settled so far."""
        told = tuple(returned(group, gathered[name], rows, is_settled) for name, group in groups.items())
        return told, list(records(told, book, groups))

    return counted


def _asked(**options: str | bool | None) -> dict[str, str | int | bool]:
    """What was asked beside the files, by name; nothing of what was not."""
    return {name: value for name, value in options.items() if value}


def _outcomes(
    book: OpenedBook,
    groups: Mapping[str, Returns],
    gathered: Mapping[str, Sequence[Gathered]],
    close_gone: str | None,
) -> tuple[list[RowOutcome], tuple[str, ...]]:
    """Every row as all files have it, and what only a person can settle."""
    every = [found.rows for each in gathered.values() for found in each]
    said = [(groups[name].stored, found.applies) for name, each in gathered.items() for found in each]
    told = [closing(answered_if_written(row), close_gone) for row in combined(every)]
    rows, doubts = with_ends(told, said, book.project)
    flooded = [sentence for found in gathered.values() for each in found for sentence in each.doubts]
    return [*rows, *_deadline(book, groups.values())], (*doubts, *dict.fromkeys(flooded))


def waiting(book: OpenedBook) -> list[tuple[object, ...]]:
    """The hand-outs that are not back whole, by due date: number, sheet, addressee, due, rows, answered, unanswered.

    Those that 配布記録 does not have (the book had no such sheet) are told by what is kept beside the book.
    """
    recorded = book.of(HandedOut)
    found: list[tuple[Any, ...]] = [
        (r.id, r.target_sheet, r.counterpart, r.due_on, r.rows_given, r.rows_answered, r.unanswered)
        for r in recorded
        if book.project.is_open(r)
    ]
    known = {row.id for row in recorded}
    for each in stored_of(book).every()[0]:
        answered = answered_before(each)
        left = [key for key in each.given if key not in answered]
        if each.id not in known and left and not each.is_cancelled:
            counts = len(each.given), len(each.given) - len(left)
            found.append((each.id, each.sheet, each.to, each.due_on, *counts, "、".join(left)))
    return sorted(found, key=lambda row: (row[3] is None, row[3] or date.max, row[0] or ""))


def _sorted_in(
    path: Path,
    book: OpenedBook,
    kept: Sequence[StoredHandOut],
    said: tuple[str | None, str | None, str | None],
    groups: dict[str, Returns],
    unused: dict[str, None],
) -> SourceFacts:
    """Put a file to its hand-out; what was read of it, or why it could not be. said: number, the key's heading, password."""
    number, key, password = said
    try:
        file = read_returned(path, password)
        group = hand_out_of(file, book, kept, number)
    except PmoXlError as error:
        return SourceFacts(path.name, failed=error.message)
    own = groups.setdefault(group.stored.id, group)
    tabs = tabs_of(file, own.stored.plan, book.project, key)
    unreadable = unreadable_tabs(file)
    if not tabs:
        label = key or own.stored.plan.column("id").label
        why = "".join(unreadable) or f"「{label}」などの見出しのある表が見つかりません。"
        return SourceFacts(path.name, file.sha256, failed=why)
    own.remarks |= dict.fromkeys(f"{path.name} の{each}" for each in unreadable)
    own.add(file, tabs)
    unused.update((f"{heading}({path.name})", None) for tab in tabs for heading in tab.added)
    seen = sum(len(tab.rows) for tab in tabs)
    return SourceFacts(path.name, file.sha256, "配布", None, own.stored.sheet, seen, seen, own.stored.id)


def _gathered(
    group: Returns,
    book: OpenedBook,
    policy: Policy,
    ours: dict[tuple[str, str], Row],
    *,
    are_gone_told: bool,
) -> list[Gathered]:
    """What the files of one hand-out say; of several, the cells of the later ones win."""
    contact = _contact(group.stored, book)
    at_work = Collecting(
        group.stored,
        book.project,
        book_key(book),
        contact,
        group.is_known,
        policy,
        ours,
        are_gone_told,
    )
    return [at_work.gathered(name, rows, apart, group.doubts) for name, rows, apart in answers(group)]


def _contact(stored: StoredHandOut, book: OpenedBook) -> str | None:
    """Who asks in the addressee's name: the person whose mail the hand-out went to, else the addressee."""
    if stored.by == "担当":
        return stored.to
    mail = stored.mail or vendor_mail(stored.to, book.project)
    return next((m.name for m in book.project.members if mail and m.email == mail), None)


def _deadline(book: OpenedBook, groups: Iterable[Returns]) -> Iterator[RowOutcome]:
    """The day by which all ends are to answer, as a proposal for 設定 where it has none."""
    day = deadline_of(group.stored for group in groups)
    for row in rows_of(book.of(Setting), book.path.name) if day else ():
        if row.values.get("key") == DEADLINE and not row.values.get("value"):
            told = Field("value", FieldState.DOUBTFUL, None, None, f"{day:%Y/%m/%d}", None, _DEADLINE)
            yield RowOutcome(Setting, RowState.SAME, row, (row,)).with_fields([told])


def _told_later(groups: Mapping[str, Returns]) -> Iterator[str]:
    for group in groups.values():
        if not group.is_known:
            yield f"{group.stored.id}: 配布の控えがないため、配布時の値は照合で確かめます。"
        yield from group.remarks
        if len(group.files) > 1:
            ordered = sorted(
                (file for file, _ in group.files), key=lambda file: (file.saved_at, file.path.name)
            )
            names = "、".join(file.path.name for file in ordered)
            is_dated = len({file.saved_at for file in ordered}) == len(ordered)
            how = (
                "後に保存されたものの答えを採ります"
                if is_dated
                else "どれが後か分からないため、違う答えは衝突にします"
            )
            yield f"{group.stored.id} は {len(group.files)} 回返りました。{how}({names})。"


def _keeper(
    files: HandOutFiles, groups: Mapping[str, Returns], gathered: Mapping[str, Sequence[Gathered]]
) -> Any:  # noqa: ANN401 - a function of the exchange
    def keep(made: Exchange) -> str | None:
        """Store what came back as the base of the next time; the sentence for what could not be stored."""
        try:
            for key, group in groups.items():
                latest = max((file.saved_at for file, _ in group.files), default="")
                kept = next_stored(group.stored, gathered[key], made)
                files.write(replace(kept, saved_at=max(latest, kept.saved_at)))
        except UnwritableOutput as error:
            return f"{error.message}次の回収では、今回の答えをもう一度比べます。"
        return None

    return keep
