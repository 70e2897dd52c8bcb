"""PMO効果報告: month by month what the checks found and what was mended, what is late, the KPI, and the findings that mattered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pmo_xl.charts.curve import Words, curve
from pmo_xl.charts.kpi_chart import kpi_chart
from pmo_xl.documents.deliverables.kpi_rows import COLUMNS as KPI_COLUMNS
from pmo_xl.documents.deliverables.kpi_rows import kpi_row
from pmo_xl.documents.first_things import reach
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, figures_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.effect import (
    Course,
    EffectMonth,
    Outcome,
    RecordedDay,
    Sighting,
    by_month,
    courses,
    day_of,
    days_to_mend,
    mended,
)
from pmo_xl.metrics.meeting_measures import held_meetings, hours_of
from pmo_xl.metrics.weekly_counts import WeekCount, WeeklyCounts
from pmo_xl.model.display import day, month, number, yen
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.severity import Severity

NAME = "PMO効果報告"
_MOST, _MOST_OF_A_RULE = 10, 3
_NOT_KNOWN = "－"
_NO_RECORD = "比べる前の日の記録がありません。pmo-xl record で記録を残すと、次の日から、見つかった指摘と直った指摘を数えられます。"
_HOUR = Decimal("0.1")


def build(source: Source) -> Content:
    """What records of earlier weeks and the check of today say."""
    project = source.project
    days = (*source.recorded_before, _today(source))
    found = courses(days)
    has_past = len(days) > 1
    fields = {
        "記録の文": _about(days) if has_past else _NO_RECORD,
        "見つかった件数": len(found),
        "直った件数": len(mended(found)),
        "残っている件数": sum(each.outcome is Outcome.STANDS for each in found),
        "戻った件数": sum(each.is_back for each in found),
        "直るまで": _days(days_to_mend(found)),
        "ほかの終わり方": _others(found),
        "月別": [_month(each) for each in by_month(days, found)] if has_past else [],
        "図_指摘": figures_of(curve(_counts(days, found), Words("指摘の推移(初めの記録から)", "指摘", "検出", "終了", "残り"))) if has_past else [],
        "重要な指摘": [_course(each) for each in _first(found)],
        "KPI一覧": [kpi_row(kpi, project, earlier=source.measured_before) for kpi in project.kpis],
        "図_KPI": figures_of(kpi_chart(project, source.measured_before)) if len(project.kpis) else [],
        "会議": list(meetings_by_month(project)),
        "時間": list(_hours(source, found, days)) if has_past else [],
    }  # fmt: skip
    return Content(fields, [
        basis_of(Kpi, project, list(project.kpis)),
        basis_of(MeetingItem, project, [item for items in held_meetings(project).values() for item in items], "会議名か開催日なし"),
    ])  # fmt: skip


def _today(source: Source) -> RecordedDay:
    report = source.report
    standing = [_sighting(each) for each in report.findings if each.waived is None]
    waived = [each.id for each in report.findings if each.waived is not None]
    not_asked = [count.rule for count in report.rules if count.is_not_evaluated]
    return day_of(source.project, standing, waived, not_asked)


def _sighting(finding: Finding) -> Sighting:
    return Sighting(
        finding.id,
        finding.rule,
        finding.severity.value,
        finding.sheet,
        finding.row_id,
        finding.column,
        finding.message,
    )


def _about(days: Sequence[RecordedDay]) -> str:
    return (
        f"{day(days[0].on)} から {day(days[-1].on)} までの記録 {len(days)} 回(週の最後の記録と、今日の点検)から数えました。"
        "指摘は初めて記録に現れた日に見つかり、記録から消えた日に終わったものとします。"
        f"初めの記録に既にあった {len(days[0].findings)} 件も、見つかった件数に入っています。"
    )


def _days(days: Decimal | None) -> str:
    return "計算できません" if days is None else f"{number(days)} 日"


def _others(found: Sequence[Course]) -> str:
    """How findings ended that nobody mended."""
    counts = {
        outcome: sum(each.outcome is outcome for each in found)
        for outcome in (Outcome.WAIVED, Outcome.ROW_GONE, Outcome.NOT_ASKED)
    }
    return "、".join(f"{outcome} {count} 件" for outcome, count in counts.items() if count)


def _month(one: EffectMonth) -> Fields:
    return {
        "月": month(one.month),
        "見つかった": one.found,
        "直った": one.mended,
        "残り": one.standing,
        "直るまで": _NOT_KNOWN if one.days is None else f"{number(one.days)} 日",
        "期限超過": one.late,
        "滞留": _NOT_KNOWN if one.waiting is None else f"{number(one.waiting)} 日",
    }


def _counts(days: Sequence[RecordedDay], found: Sequence[Course]) -> WeeklyCounts:
    """The findings that came and ended up to each record."""
    weeks = tuple(
        WeekCount(
            each.on,
            sum(one.found <= each.on for one in found),
            sum(one.ended is not None and one.ended <= each.on for one in found),
        )
        for each in days
    )
    return WeeklyCounts(weeks, 0, 0, 0)


def _first(found: Sequence[Course]) -> list[Course]:
    """The findings that mattered: those first that were mended, then by what they lead to and their weight; few of one rule."""
    ordered = sorted(found, key=lambda each: (each.outcome is not Outcome.MENDED, *_weight(each), each.found))
    shown: list[Course] = []
    for course in ordered:
        if sum(each.sighting.rule == course.sighting.rule for each in shown) < _MOST_OF_A_RULE:
            shown.append(course)
    return shown[:_MOST]


def _weight(course: Course) -> tuple[int, int]:
    return reach(course.sighting.rule), Severity(course.sighting.severity).rank


def _course(course: Course) -> Fields:
    seen = course.sighting
    ended = (
        f"{day(course.ended)} {course.outcome}({course.days} 日)" if course.ended else course.outcome.value
    )
    return {
        "規則": seen.rule,
        "重要度": Severity(seen.severity).label,
        "場所": " ".join(filter(None, (seen.sheet, seen.row_id, seen.column))),
        "指摘": seen.message,
        "見つかった日": day(course.found),
        "その後": f"再発。{ended}" if course.is_back else ended,
    }


def meetings_by_month(project: Project) -> Iterator[Fields]:
    """会議回数 and 延べ時間 of each month; hours only of meetings whose 所要分 and 出席者 are known."""
    months: dict[date, list[tuple[str, date]]] = {}
    for key in held_meetings(project):
        months.setdefault(key[1].replace(day=1), []).append(key)
    for first in sorted(months):
        hours = [hours_of(key, project) for key in months[first]]
        known = [each for each in hours if each is not None]
        total = sum(known, Decimal())
        yield {
            "月": month(first),
            "会議回数": len(hours),
            "延べ時間": f"{number(total.quantize(_HOUR, ROUND_HALF_UP))} 時間" if known else "計算できません",
            "対象": f"{len(known)} / {len(hours)} 回",
        }


def _hours(source: Source, found: Sequence[Course], days: Sequence[RecordedDay]) -> Iterator[Fields]:
    """What the same would have taken by hand, only where the office says how long that takes."""
    hours = source.hours
    parts = (
        ("指摘を手で見つける時間", hours.per_finding, len(found), "件"),
        ("台帳全体を手で点検する時間", hours.per_check, len(days), "回"),
    )
    for name, each, count, unit in parts:
        if each is not None:
            total = each * count
            cost = (
                ""
                if hours.yen_per_hour is None
                else yen((total * hours.yen_per_hour).quantize(Decimal(1), ROUND_HALF_UP))
            )
            yield {
                "項目": name,
                "数": f"{count} {unit}",
                "単位時間": f"{number(each)} 時間",
                "時間": f"{number(total)} 時間",
                "金額": cost or _NOT_KNOWN,
            }


def _unready(source: Source) -> str | None:
    return None if source.recorded_before else _NO_RECORD


DOCUMENT = WordDocument(
    NAME,
    "月ごとの、見つかった指摘・直った指摘・直るまでの日数・期限超過・KPIの推移と、重要な指摘のその後を報告します。",
    build,
    Layout(
        (
            Heading("指摘の見つかりと直り"),
            Text("{{ 記録の文 }}"),
            When("月別", (
                Pairs(("見つかった指摘=見つかった件数 直った指摘=直った件数", "残っている指摘=残っている件数 直るまで(中央値)=直るまで")),
                When("ほかの終わり方", (Text("直した以外の終わり方: {{ ほかの終わり方 }}(直った件数には入れていません)。", "Note"),)),
                When("戻った件数", (Text("一度消えてまた現れた指摘が {{ 戻った件数 }} 件あります(そのたびに数えています)。", "Note"),)),
                Table("月別", "月:30 見つかった:26r 直った:22r 残り:22r 直るまで(中央値)=直るまで:34r 期限超過:24r QAの平均滞留=滞留:32r",
                      "月ごとの指摘と遅れ(残り・期限超過・滞留は、その月の最後の記録の値)"),
                Figures("図_指摘"),
            )),
            Heading("重要な指摘と、その後"),
            Table("重要な指摘", "規則:18 重要度:16 場所:40 指摘:84 見つかった日:24c その後:46", "直ったものを先に、影響の大きいものから10件(1つの規則は3件まで)", "指摘はありません。"),
            Heading("KPI"),
            Table("KPI一覧", KPI_COLUMNS, "KPIの基準値・目標・実績・判定・推移", "KPIシートがないか、記入がありません。"),
            When("図_KPI", (Figures("図_KPI"),)),
            Heading("会議"),
            Table("会議", "月:40 会議回数:28r 延べ時間(所要分×出席者)=延べ時間:56r 時間の分かる会議=対象:40r", "月ごとの会議", "会議名と開催日のある議事録がありません。", of="議事録"),
            When("時間", (
                Heading("手作業なら"),
                Text("職場のファイル(pmo_xl.toml の [hours])に書かれた時間と金額による計算です。実際に測った時間ではありません。"),
                Table("時間", "項目:70 数:26r 1つあたり=単位時間:30r 時間:34r 金額(円)=金額:34r", "手作業ならかかる時間"),
            )),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    unready=_unready,
)  # fmt: skip
