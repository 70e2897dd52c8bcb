"""推移, part 7 of the portfolio: all projects week by week, and one book alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Final

from pmo_xl.documents.listing import Listing, Picture, Summary, rows_of
from pmo_xl.documents.portfolio.facts import TrendPoint
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.sums import Week
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, yen
from pmo_xl.model.list_column import ListColumn

TITLE: Final = "推移"
_PICTURE: Final = Picture("期限超過と未完了の課題", ("期限超過", "未完了の課題"), is_below=True)
_FIGURES: Final = (("期限超過", "overdue"), ("未完了の課題", "open_issues"), ("エラー", "errors"))


def _index(point: TrendPoint) -> Decimal | None:
    """SPI as it is shown: never rounded up to a limit that it does not reach."""
    return None if point.spi is None else point.spi.quantize(Decimal("0.01"), ROUND_DOWN)


COLUMNS: Final = (
    ListColumn("基準日", Kind.DATE, name="on"),
    ListColumn("期限超過", Kind.INT, name="overdue", empty="－"),
    ListColumn("未完了の課題", Kind.INT, name="open_issues", empty="－"),
    ListColumn("SPI", Kind.NUMBER, of=_index, empty="－"),
    ListColumn("残予算", Kind.MONEY, name="remaining"),
    ListColumn("エラー", Kind.INT, name="errors"),
    ListColumn("要判断", Kind.INT, name="questions"),
    ListColumn("警告", Kind.INT, name="warnings"),
    ListColumn("発見", Kind.INT, name="found"),
    ListColumn("是正", Kind.INT, name="mended"),
)


def trend_summary(points: Sequence[TrendPoint], name: str) -> Summary:
    """The sheet of one book: what moved in sentences, the weeks as a list with its picture. name: of the file."""
    listing = Listing(
        title="週ごとの記録と、いま",
        columns=COLUMNS,
        rows=rows_of(COLUMNS, points),
        note="週の最後の記録と、いまの計算です。発見・是正は、1つ前の行との差です(免除した指摘は数えません)。記録のない週は出ません。",
        picture=_PICTURE,
    )
    return Summary(title=f"{TITLE}  {name}", sentences=tuple(moved(points)), tables=(listing,))


def moved(points: Sequence[TrendPoint]) -> Iterator[str]:
    """From the first record to now, a sentence for each figure that moved; one that says so where none did."""
    first, last = points[0], points[-1]
    pairs = [(label, getattr(first, name), getattr(last, name)) for label, name in _FIGURES]
    told = [
        f"{label} {before} → {now}"
        for label, before, now in pairs
        if before != now and None not in (before, now)
    ]
    if first.remaining != last.remaining and None not in (first.remaining, last.remaining):
        told.append(f"残予算 {yen(first.remaining or 0)} → {yen(last.remaining or 0)} 円")
    found, mended = (sum(getattr(each, name) or 0 for each in points) for name in ("found", "mended"))
    yield f"{day(first.on)} から {day(last.on)} まで: {'、'.join(told) or '期限超過・課題・エラー・残予算は変わっていません'}。"
    yield f"この間に見つかった指摘 {found} 件、直った指摘 {mended} 件。"


def trend_list(result: Portfolio) -> Listing:
    """7 推移: all projects week by week."""
    rows: Sequence[Week] = result.trend
    gaps = any(of_how_many(week) for week in rows)
    unknown = "シートのない台帳の分は足していません(「数えた冊数」の列)。" if gaps else ""
    return Listing(
        title=TITLE,
        columns=TREND_COLUMNS,
        rows=rows_of(TREND_COLUMNS, rows),
        note="各台帳の記録(週の最後)と今日の計算を、週ごとに足したものです。記録のない台帳はその週に入りません(冊数の列)。"
        f"{unknown}指摘の発見・是正は、その台帳の1つ前の記録との差です。",
        picture=_PICTURE,
    )


def of_how_many(week: Week) -> str:
    """Of how many of its workbooks each sum is, where some have not the sheets for it; empty where all have."""
    known = (
        ("期限超過", week.overdue_known),
        ("課題", week.open_issues_known),
        ("残予算", week.remaining_known),
    )
    return "、".join(f"{label} {count} / {week.books}" for label, count in known if count < week.books)


TREND_COLUMNS: Final = (
    ListColumn("週(月曜)", Kind.DATE, name="week"),
    ListColumn("冊数", Kind.INT, name="books"),
    ListColumn("期限超過", Kind.INT, name="overdue", empty="—"),
    ListColumn("未完了の課題", Kind.INT, name="open_issues", empty="—"),
    ListColumn("SPI 0.95未満", width=13, of=lambda week: f"{week.spi_low} / {week.spi_known}"),
    ListColumn("残予算", Kind.MONEY, name="remaining", empty="—"),
    ListColumn("エラー", Kind.INT, name="errors"),
    ListColumn("発見", Kind.INT, name="found"),
    ListColumn("是正", Kind.INT, name="mended"),
    ListColumn("数えた冊数", width=26, of=of_how_many),
)
