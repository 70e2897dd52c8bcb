"""週次報告書: three pages at most that a customer may see: done, coming, asked for, dates, issues, quality, systems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.kpi_chart import kpi_chart
from pmo_xl.charts.phase_strip import phase_strip
from pmo_xl.charts.testing_curve import curve_of_testing
from pmo_xl.documents.deliverables import milestones
from pmo_xl.documents.deliverables.decision_rows import decision_row
from pmo_xl.documents.deliverables.kpi_rows import COLUMNS as KPI_COLUMNS
from pmo_xl.documents.deliverables.kpi_rows import kpi_row
from pmo_xl.documents.deliverables.the_meeting import when
from pmo_xl.documents.deliverables.week import week_basis, week_fields
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, figures_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, PageBreak, Pairs, Table, Text, When
from pmo_xl.metrics.meetings import WEEKDAYS
from pmo_xl.metrics.overdue import overdue_report, responsible
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.metrics.waiting_decisions import asked_of_others
from pmo_xl.metrics.weekly_facts import (
    OF_THE_HOUSE,
    Fact,
    SystemStatus,
    Week,
    coming_in,
    done_in,
    moves_in,
    system_statuses,
    week_of,
)
from pmo_xl.model.display import day
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.spec_change import SpecChange

_MOST_FACTS, _MOST_ASKED, _MOST_MILESTONES, _MOST_SYSTEMS, _FEW = 11, 6, 5, 10, 3
_UNJUDGED = "判定不能"
_COUNTED: tuple[tuple[str, type[Record]], ...] = (("課題", Issue), ("QA", Question), ("仕様変更", SpecChange))


def build(source: Source) -> Content:
    """The week of D."""
    project = source.project
    week = week_of(project)
    finished, ahead = done_in(week, project), coming_in(week.following, project)
    done, coming = fact_rows(finished, project), fact_rows(ahead, project)
    asked = asked_of_others(project)
    curve = curve_of_testing(project)
    own = week_fields(source)
    systems = system_statuses(project)
    late = sum(i.is_late and not isinstance(i.record, OF_THE_HOUSE) for i in overdue_report(project).items)
    fields = own | {
        "報告週": span_of(week),
        "報告の信号": _light(source),
        "ひとこと": _sentence(finished, late, own),
        "完了したこと": done[:_MOST_FACTS],
        "完了したことの残り": _rest(done, _MOST_FACTS),
        "来週のこと": coming[:_MOST_FACTS],
        "来週のことの残り": _rest(coming, _MOST_FACTS),
        "お願い": [decision_row(each, project) for each in asked[:_MOST_ASKED]],
        "お願いの残り": _rest(asked, _MOST_ASKED),
        "図_工程": _or_nothing(phase_strip(project)),
        "節目": [_milestone(row) for row in own["次のマイルストーン"][:_MOST_MILESTONES]],
        "見込み": "" if _UNJUDGED in own["見込みの文"] else own["見込みの文"],
        "対外の期限超過件数": late,
        "記入待ち件数": own["期限なし件数"],
        "動き": [_moves(label, sheet, week, project) for label, sheet in _COUNTED],
        "前回からの動き": _since_last(source),
        "図_試験": _or_nothing(curve),
        "システム別": [_system(each) for each in systems[:_MOST_SYSTEMS]],
        "システムの残り": _rest(systems, _MOST_SYSTEMS),
        "内部": source.is_internal,
        "社内の点検": own["点検"] if source.is_internal else [],
        **_kpis(source),
    }
    return Content(fields, week_basis(project))


def _kpis(source: Source) -> Fields:
    """The KPI for ourselves: as they stand and how they moved; nothing of them for the customer."""
    if not source.is_internal:
        return {"社内のKPI": [], "図_KPI": []}
    project, before = source.project, source.measured_before
    rows = [kpi_row(kpi, project, earlier=before) for kpi in project.kpis]
    return {"社内のKPI": rows, "図_KPI": figures_of(kpi_chart(project, before)) if rows else []}


def span_of(week: Week) -> str:
    """From Monday to Sunday, for a heading."""
    first, last = week.monday, week.sunday
    return f"{day(first)}({WEEKDAYS[first.weekday()]})～{day(last)}({WEEKDAYS[last.weekday()]})"


def _light(source: Source) -> str:
    """The reported light with its mark; where nobody reported one, the computed one without its reasons."""
    word = source.project.settings.text("報告状況")
    named = next((light for light in Light if light.value == word), None)
    if named is None and source.report.light is not None:
        named = source.report.light.light
    return named.shown if named else word or UNFILLED


def _sentence(done: Sequence[Fact], late: int, own: Fields) -> str:
    """One sentence that says the week: what was finished, what is late, and how far the plan is."""
    finished = f"報告週に {len(done)} 件を終え" if done else "報告週に終わったものはまだなく"
    far = f"{own['進捗の文']}" if "計算できません" not in own["進捗の文"] else ""
    return f"{finished}、期限を過ぎているものは {late} 件です。{far}"


def fact_rows(facts: Sequence[Fact], project: Project) -> list[Fields]:
    """A row for each; many of one kind on one day are one row with their count."""
    groups: dict[tuple[date, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.on, fact.kind), []).append(fact)
    rows: list[Fields] = []
    for found in groups.values():
        if len(found) > _FEW:
            rows.append(_many(found))
        else:
            rows += [_fact(fact, project) for fact in found]
    return rows


def _many(facts: Sequence[Fact]) -> Fields:
    first = facts[0]
    ids = [fact.record.row_id or "" for fact in facts]
    told = f"{len(facts)} 件({ids[0]}～{ids[-1]} など)"
    return {"日": day(first.on), "種類": first.kind, "番号": "", "内容": told, "担当": ""}


def _fact(fact: Fact, project: Project) -> Fields:
    owner = getattr(fact.record, "owner", None) or getattr(fact.record, "answered_by", None)
    meeting = fact.record if isinstance(fact.record, Meeting) else None
    return {
        "日": when(meeting, fact.on) if meeting else day(fact.on),
        "種類": fact.kind,
        "番号": fact.record.row_id or "",
        "内容": fact.title,
        "担当": responsible(owner, project) or "",
    }


def _rest(found: Sequence[object], most: int) -> int:
    """How many there is no room for."""
    return max(len(found) - most, 0)


def _or_nothing(figure: object) -> list[Fields]:
    """A picture, or nothing at all: what cannot be drawn is left out, not explained."""
    return [] if isinstance(figure, NoFigure) else figures_of(figure)  # type: ignore[arg-type]


def _milestone(row: Fields) -> Fields:
    """A milestone; where nobody can say how it stands, the paper says nothing of it."""
    return row | ({"状況": "－", "見込": "－"} if row["状況"] == _UNJUDGED else {})


def _moves(label: str, sheet: type[Record], week: Week, project: Project) -> Fields:
    now, before = moves_in(week, sheet, project), moves_in(week.before, sheet, project)
    late = sum(item.is_late and isinstance(item.record, sheet) for item in overdue_report(project).items)
    return {
        "種類": label, "新規": now.raised, "先週の新規": before.raised, "完了": now.closed, "先週の完了": before.closed, "期限超過": late,
        "未完了": sum(project.is_open(row) for row in project.of(sheet)),
    }  # fmt: skip


def _since_last(source: Source) -> str:
    """What came and changed since the record of a week ago; nothing without one."""
    if source.changes is None:
        return ""
    told = []
    for label, sheet in _COUNTED:
        found = [each for each in source.changes.differences if each.sheet == sheet.sheet.label]
        added = {each.name for each in found if each.kind == "追加"}
        changed = {each.name for each in found} - added
        told.append(f"{label} 追加 {len(added)} 件・更新 {len(changed)} 件")
    return f"前回({source.changes.since})から: {'、'.join(told)}"


def _system(status: SystemStatus) -> Fields:
    return {
        "システム": status.name,
        "進捗": f"{status.done} / {status.total} 件" if status.total else "作業なし",
        "遅れ": status.late,
        "課題": status.issues,
        "QA": status.questions,
    }


_WIDE = "日:34 種類:34 番号:22 内容:62 担当:22"
DOCUMENT = WordDocument(
    "週次報告書",
    "報告週に終えたこと・来週の予定・お願い・日程・課題・品質・システム別の状況を、3頁までで報告します。",
    build,
    Layout(
        (
            Pairs(("報告週 信号=報告の信号",)),
            Text("{{ ひとこと }}"),
            Heading("今週やったこと", 2),
            Table("完了したこと", _WIDE, "報告週に終わったもの", "報告週に終わったものはまだありません。", of="マスタスケジュール QA表 課題管理表 仕様変更管理表"),
            When("完了したことの残り", (Text("ほかに {{ 完了したことの残り }} 行あります。", "Note"),)),
            Heading("来週やること", 2),
            Table("来週のこと", _WIDE, "来週に始まる・終わる作業、期限、会議", "来週の予定の記入はありません。", of="マスタスケジュール QA表 課題管理表 仕様変更管理表"),
            When("来週のことの残り", (Text("ほかに {{ 来週のことの残り }} 行あります。", "Note"),)),
            Heading("お願い・判断いただきたいこと", 2),
            Table("お願い", "番号:22 内容:80 お願い先:28 判断期限:24c 期限からの経過=経過:24c 待つことによる遅れ=遅れ:24c", "判断をお願いしたいもの", "判断をお願いするものはありません。", of="仕様変更管理表"),
            When("お願いの残り", (Text("ほかに {{ お願いの残り }} 件あります。", "Note"),)),
            Heading("スケジュール", 2),
            When("図_工程", (Figures("図_工程"),)),
            Table("節目", milestones.COLUMNS, "これからのマイルストーン", "これからのマイルストーンはありません。", of="マスタスケジュール"),
            When("見込み", (Text("{{ 見込み }}", "Note"),)),
            Heading("課題・QA・仕様変更", 2),
            Table("動き", "種類:40 新規:24r 先週の新規:28r 完了:24r 先週の完了:28r 期限超過:26r 未完了:26r", "報告週の動き(件。新規・完了は、起票と完了の日で数えています)"),
            When("前回からの動き", (Text("{{ 前回からの動き }}", "Note"),)),
            When("図_試験", (Heading("品質", 2), Figures("図_試験"))),
            When("システム別", (Heading("システム別", 2),
                 Table("システム別", "システム:70 終わった作業=進捗:40r 遅れ:24r 未完了の課題=課題:30r 未回答のQA=QA:30r", "システムごとの状況(件)"))),
            When("システムの残り", (Text("ほかに {{ システムの残り }} システムあります。", "Note"),)),
            When("記入待ち件数", (Text("記入待ち {{ 記入待ち件数 }} 件", "Note"),)),
            When("内部", (
                PageBreak(),
                Heading("点検(社内用)", 2),
                Pairs(("信号(計算)=信号", "信号(報告)=報告状況")),
                Table("社内の点検", "重要度:60 件数:30r", "点検の指摘(件)"),
                When("免除件数", (Text("ほかに、免除の期限内の指摘が {{ 免除件数 }} 件あります。"),)),
                Table("社内のKPI", KPI_COLUMNS, "KPIの目標と実績", "KPIシートがないか、記入がありません。"),
                When("図_KPI", (Figures("図_KPI"),)),
            )),
        ),
        has_cover=False,
        has_contents=False,
    ),
    tells_changes=True,
    has_internal_page=True,
    audience=Audience.CUSTOMER,
)  # fmt: skip
