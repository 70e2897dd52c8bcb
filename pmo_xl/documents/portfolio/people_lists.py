"""要員 of the portfolio: person × month, and the rows behind what is too much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pmo_xl.documents.listing import CellTarget, Listing, rows_of
from pmo_xl.documents.portfolio.facts import BookFacts, Place
from pmo_xl.documents.portfolio.people import Person, PersonLoad, PersonRow
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.model.column import Kind
from pmo_xl.model.display import hundredths
from pmo_xl.model.list_column import ListColumn

OVER: Final = "超過"


def targets_of(result: Portfolio, rows: Iterable[tuple[str, Place]]) -> list[CellTarget | None]:
    """The cell that each row leads to."""
    paths = result.paths
    return [
        CellTarget(paths[name], place.tab, place.cell or "A1") if name in paths else None
        for name, place in rows
    ]


def _shown(days: Fraction | None) -> Decimal | None:
    return None if days is None else hundredths(days)


def _percent(load: PersonLoad) -> Decimal | None:
    return None if load.percent is None else Decimal(load.percent) / 100


@dataclass(frozen=True, slots=True)
class _PersonLine:
    person: Person
    load: PersonLoad


def people_list(result: Portfolio) -> Listing:
    """3 要員: person × month."""
    every = (_PersonLine(person, load) for person in result.people for load in person.months)
    rows = rows_of(PEOPLE_COLUMNS, (line for line in every if line.load.load is not None))
    rest = sum(load.load is None for person in result.people for load in person.months)
    spelt = [person.spellings for person in result.people if len(person.spellings) > 1]
    names = "、".join(" / ".join(spellings) for spellings in spelt)
    same = f"書き方が違うが同じ人とみたもの {len(spelt)} 人({names})。" if spelt else ""
    return Listing(
        title="要員",
        columns=PEOPLE_COLUMNS,
        rows=rows,
        note=f"100%を超える人月 {result.over_full}。上限はその月の稼働日数です。{same}{_planless(rest)}{_unplaced(result.projects)}",
    )


def _planless(rest: int) -> str:
    """How many person-months have work and no plan, so that nothing says how full they are."""
    return (
        f"要員計画がなく負荷を判定できない人月 {rest} は、この表に出していません(JSONにはあります)。"
        if rest
        else ""
    )


def _unplaced(projects: Iterable[BookFacts]) -> str:
    found = [project.people for project in projects]
    elsewhere = hundredths(sum((each.elsewhere for each in found), Fraction(0)))
    parts = [
        f"体制表にない人の分 {elsewhere} 人日" if elsewhere else "",
        *(
            f"{word} {count} 件" if count else ""
            for word, count in (
                ("予定工数か見込のない作業", sum(each.unmeasured for each in found)),
                ("担当のない作業", sum(each.unowned for each in found)),
                ("氏名か月の読めない要員計画", sum(each.unplaced for each in found)),
            )
        ),
    ]
    told = "、".join(filter(None, parts))
    return f"この表に入っていないもの: {told}。" if told else ""


PEOPLE_COLUMNS: Final = (
    ListColumn("氏名", of="person.name", width=14),
    ListColumn("会社", of="person.company", width=20),
    ListColumn("月", Kind.MONTH, of="load.month"),
    ListColumn("負荷(人日)", Kind.NUMBER, of=lambda line: _shown(line.load.load), empty="対象外"),
    ListColumn("上限(人日)", Kind.INT, of="load.capacity"),
    ListColumn("負荷率", Kind.PERCENT, of=lambda line: _percent(line.load)),
    ListColumn("判定", width=7, of=lambda line: OVER if line.load.is_over else None, is_judged=True),
    ListColumn("計画", Kind.NUMBER, of=lambda line: _shown(line.load.plan)),
    ListColumn("作業の残り", Kind.NUMBER, of=lambda line: _shown(line.load.work)),
    ListColumn("案件", Kind.LONGTEXT, 40, of=lambda line: "、".join(line.load.projects)),
    ListColumn("ほかの書き方", width=18, of=lambda line: "、".join(line.person.spellings[1:]), is_printed=False),
    ListColumn("メール", width=24, of="person.mail", is_printed=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _OverRow:
    person: Person
    load: PersonLoad
    row: PersonRow


def over_list(result: Portfolio) -> Listing:
    """3 要員の内訳: the rows behind every person-month over 100 %."""
    lines = [
        _OverRow(person, load, row)
        for person in result.people
        for load in person.months
        if load.is_over
        for row in load.rows
    ]
    return Listing(
        title="要員の内訳",
        columns=OVER_COLUMNS,
        rows=rows_of(OVER_COLUMNS, lines),
        note="負荷率が100%を超える人月の、もとの行です。計画は要員計画、作業はマスタスケジュールの未完了の作業です。",
        targets=targets_of(result, [(line.row.project, line.row.row.place) for line in lines]),
    )


OVER_COLUMNS: Final = (
    ListColumn("氏名", of="person.name", width=14),
    ListColumn("月", Kind.MONTH, of="load.month"),
    ListColumn("負荷率", Kind.PERCENT, of=lambda line: _percent(line.load)),
    ListColumn("案件", of="row.project", width=30),
    ListColumn("行", of=lambda line: line.row.row.place.row_id or line.row.row.place.sheet, width=11, is_link=True),
    ListColumn("種別", of="row.row.kind", width=7),
    ListColumn("内容", Kind.LONGTEXT, 34, of="row.row.title"),
    ListColumn("システム", of="row.row.system", width=18),
    ListColumn("工程", of="row.row.phase", width=10),
    ListColumn("人日", Kind.NUMBER, of=lambda line: _shown(line.row.row.days)),
)  # fmt: skip
