"""振り返り資料: prompts for the last meeting: plan against result, causes, what stayed open long, and what came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from pmo_xl.documents.deliverables.cause_rows import DEFECT_COLUMNS, DELAY_COLUMNS, cause_fields
from pmo_xl.documents.deliverables.milestones import milestones
from pmo_xl.documents.deliverables.test_status import quality_rows
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    is_absent,
    named_rows,
    setting_day,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Block, Heading, Layout, Pairs, Table, Text
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.order_money import is_cancelled, is_placed, ordered_amount
from pmo_xl.metrics.quality import failure_rate
from pmo_xl.metrics.release import WORK, steps_of
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.metrics.testing_counts import counts_by_phase
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import day, number, yen
from pmo_xl.model.issue import Issue
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import StateClass

_LONGEST = 10
_TENTH = Decimal("0.1")
_CAME_BACK = "再発"
_NOT_KNOWN = "計算できません"
_FREE, _NONE = "(番号のない起票元)", "(起票元 未記入)"


def build(source: Source) -> Content:
    """The whole project, as far as its rows tell."""
    project = source.project
    back = [each for each in project.recorded_findings if each.state == _CAME_BACK]
    fields = {
        **{name: setting_day(project, name) for name in ("開始日", "サービスイン日", "終了日")},
        "日程": [_dates(task, project) for task in milestones(project)],
        "工数": list(_effort(project)),
        "費用": _money(project),
        "範囲": list(_scope(project)),
        **cause_fields(project),
        "長い課題": _longest(Issue, "raised_on", "closed_on", project),
        "長い質問": _longest(Question, "asked_on", "answered_on", project),
        "変更の起票元": list(_origins(project)),
        "見積と発注": list(_estimates(project)),
        "品質": quality_rows(project),
        "不合格率": list(_failures(project)),
        "リリース": list(_release(project)),
        "戻った指摘": [fields_of(each) for each in back],
        "振り返り": [_item(each, project) for kind in ("Keep", "Problem", "Try") for each in project.retro_items if each.kind == kind],
    }  # fmt: skip
    return Content(fields, [
        basis_of(Task, project, list(project.tasks)),
        basis_of(Issue, project, list(project.issues)),
        basis_of(Question, project, list(project.questions)),
        basis_of(SpecChange, project, list(project.spec_changes)),
        basis_of(Order, project, list(project.orders)),
        basis_of(RetroItem, project, list(project.retro_items)),
        basis_of(RecordedFinding, project, back, "再発でない"),
    ])  # fmt: skip


def _dates(task: Task, project: Project) -> Fields:
    """A milestone with its baseline and its result, in business days."""
    shown = fields_of(task)
    base, end = task.baseline_finish or task.planned_finish, task.actual_finish
    if base is None or end is None:
        late = "未達成" if end is None else "基準終了が未記入"
    else:
        calendar = project.calendar
        late = _difference(
            calendar.business_days_between(base, end) - calendar.business_days_between(end, base)
        )
    return shown | {
        "基準": day(base) if base else UNFILLED,
        "結果": shown["実績終了"] or "未達成",
        "差": late,
    }


def _difference(days: int) -> str:
    return f"{days} 日遅い" if days > 0 else f"{-days} 日早い" if days < 0 else "予定どおり"


def _effort(project: Project) -> Iterator[Fields]:
    if is_absent(Task, project):
        return
    earned = project_progress(project).earned
    for name, figure in (
        ("計画の総工数(BAC)", earned.bac),
        ("かかった工数(AC)", earned.ac),
        ("完了までの見込み(EAC)", earned.eac),
    ):
        value = _NOT_KNOWN if figure.value is None else number(figure.value.quantize(_TENTH))
        yield {
            "項目": name,
            "人日": value,
            "対象": f"{figure.rows} / {figure.total} 件",
            "備考": figure.reason or "",
        }


def _money(project: Project) -> list[Fields]:
    """The whole project's money; nothing where the workbook has no sheet of it."""
    if is_absent(Budget, project) or is_absent(Order, project):
        return []
    total = budget_report(project).total
    figures = (("予算額", total.amount), ("発注済額", total.ordered), ("発注見込額", total.expected), ("検収額", total.accepted),
               ("支払額", total.paid), ("残予算", total.remaining))  # fmt: skip
    return [{"項目": name, "金額": _NOT_KNOWN if value is None else yen(value)} for name, value in figures]


def _scope(project: Project) -> Iterator[Fields]:
    """Requirements and changes by what became of them."""
    for label, rows in (("要件", project.requirements), ("仕様変更", project.spec_changes)):
        states: dict[str, int] = {}
        for row in rows:
            word = fields_of(row)["状態"] or UNFILLED
            states[word] = states.get(word, 0) + 1
        yield from ({"対象": label, "状態": word, "件数": count} for word, count in states.items())


def _longest(sheet: type[Record], begins: str, ends: str, project: Project) -> list[Fields]:
    """What stayed open longest, in calendar days up to its end or D; withdrawn rows apart."""
    found = []
    for row in project.of(sheet):
        start, end = getattr(row, begins), getattr(row, ends)
        if start is None or project.state_of(row) is StateClass.CANCELLED:
            continue
        is_open = end is None
        if is_open and project.state_of(row) is StateClass.DONE:
            continue  # nobody wrote when it ended
        found.append(((min(end, project.as_of) if end else project.as_of) - start, row, is_open))
    found.sort(key=lambda each: -each[0])
    return [_long(row, lasted, is_open=is_open) for lasted, row, is_open in found[:_LONGEST]]


def _long(row: Record, lasted: timedelta, *, is_open: bool) -> Fields:
    shown = fields_of(row)
    who = shown.get("担当") or shown.get("回答者") or UNFILLED
    return {
        "番号": row.row_id or "",
        "件名": shown["件名"],
        "日数": lasted.days,
        "担当": who,
        "状態": shown["状態"],
        "印": "続いている" if is_open else "",
    }


def _origins(project: Project) -> Iterator[Fields]:
    """The changes by the sheet that raised them: QA, minutes, issue …; a change of two origins counts in both."""
    groups: dict[str, list[SpecChange]] = {}
    for change in project.spec_changes:
        for name in _origin_sheets(change, project):
            groups.setdefault(name, []).append(change)
    for name, changes in sorted(groups.items(), key=lambda each: (each[0] in (_FREE, _NONE), -len(each[1]))):
        known = [change.cost_impact for change in changes if change.cost_impact is not None]
        blank = len(changes) - len(known)
        yield {
            "起票元": name, "件数": len(changes), "承認": sum(change.is_approved for change in changes),
            "費用": f"{yen(sum(known))}{f'(未評価 {blank} 件)' if blank else ''}" if known else "未評価",
        }  # fmt: skip


def _origin_sheets(change: SpecChange, project: Project) -> list[str]:
    if not change.origin:
        return [_NONE]
    names = []
    for key in change.origin:
        sheets = (s for s in project.records if s.sheet.label in SpecChange.columns["origin"].refers_to)
        names.append(next((s.sheet.label for s in sheets if key in project.of(s)), _FREE))
    return list(dict.fromkeys(names))


def _estimates(project: Project) -> Iterator[Fields]:
    """見積金額 against 発注金額 of the placed orders that have both, by system."""
    groups: dict[str, list[Order]] = {}
    for order in project.orders:
        if is_placed(order) and not is_cancelled(order):
            system = project.system(order.system)
            groups.setdefault((system.name if system else order.system) or UNFILLED, []).append(order)
    for name, orders in groups.items():
        both = [order for order in orders if order.estimated is not None and order.ordered is not None]
        estimated, ordered = sum(o.estimated or 0 for o in both), sum(ordered_amount(o) or 0 for o in both)
        share = f"{float(Fraction(ordered - estimated, estimated) * 100):+.1f}%" if estimated else _NOT_KNOWN
        yield {
            "システム": name, "発注": len(orders), "両方": len(both), "見積": yen(estimated), "発注額": yen(ordered),
            "差": yen(ordered - estimated), "率": share,
        }  # fmt: skip


def _failures(project: Project) -> Iterator[Fields]:
    for phase, counts in counts_by_phase(project).items():
        rate = failure_rate(phase, None, project)
        passed, failed, _ = counts.results
        yield {
            "工程": phase or UNFILLED, "合格": passed, "不合格": failed,
            "不合格率": _NOT_KNOWN if rate is None else f"{float(rate * 100):.1f}%",
            "不具合": UNFILLED if (found := counts.cases("defects")) is None else f"{found:,}",
        }  # fmt: skip


def _release(project: Project) -> Iterator[Fields]:
    """The 作業 whose beginning and end were written: planned and actual minutes."""
    for step in steps_of(WORK, project):
        if step.actual_start and step.actual_finish:
            actual = int((step.actual_finish - step.actual_start) / timedelta(minutes=1))
            planned = step.minutes
            gap = _NOT_KNOWN if planned is None else f"{actual - planned:+d}"
            yield fields_of(step) | {
                "予定分": UNFILLED if planned is None else str(planned),
                "実績分": str(actual),
                "差": gap,
            }


def _item(item: RetroItem, project: Project) -> Fields:
    """As written; of a Try, who does what by when stands in its 対応課題."""
    followed = named_rows(item.issues, Issue, project)
    lessons = named_rows(item.lessons, Lesson, project)
    told = "\n".join(
        f"{r['課題ID']} {r['件名']} {r['担当']} {r['期限']} {r['状態']}".strip() for r in followed
    )
    return fields_of(item) | {
        "対応": told or ("対応課題の記入がありません" if item.kind == "Try" else ""),
        "教訓": "、".join(row["教訓ID"] for row in lessons),
    }


def _section(heading: str, question: str, *blocks: Block) -> tuple[Block, ...]:
    """A part of the meeting: what the ledger tells, and a question to talk about."""
    return (Heading(heading), *blocks, Text(f"問い: {question}", "Note"))


DOCUMENT = WordDocument(
    "振り返り資料",
    "最後の振り返りの会議の材料です。計画と結果、遅延原因、長く残った課題と質問、変更の起票元、見積と発注、品質、リリース、戻った指摘、KPTを並べます。",
    build,
    Layout(
        (
            Pairs(("開始日 終了日", "サービスイン日")),
            *_section("日程の結果", "ずれたマイルストーンは、いつの時点で分かっていましたか。次はどの数字を見れば早く気付けますか。",
                      Table("日程", "マイルストーン=作業名:80 基準:30c 予定終了:30c 結果:30c 差:36", "マイルストーンの基準と結果(差は稼働日)", "マイルストーンの記入はありません。", of="マスタスケジュール")),
            *_section("工数と費用の結果", "計画と違ったのは、見積りの前提のどれですか。",
                      Table("工数", "項目:80 人日:36r 対象:36c 備考:90", "工数(人日)", of="マスタスケジュール"),
                      Table("費用", "項目:80 金額:60r", "費用(円・税抜)", of="予算枠 予算管理表")),
            *_section("範囲の結果", "途中で増えた・減った範囲は、初めに決められたものですか。",
                      Table("範囲", "対象:60 状態:60 件数:30r", "要件と仕様変更の状態(件)", "要件と仕様変更の記入はありません。", of="要件一覧 仕様変更管理表")),
            *_section("遅延の原因", "日数のいちばん大きい原因を1つ減らすなら、何を変えますか。",
                      Text("{{ 遅延の文 }}", of="マスタスケジュール"),
                      Table("遅延原因", DELAY_COLUMNS, "遅延原因ごとの日数(大きい順。累積は全体に対する割合)", "基準終了より遅れた作業はありません。", of="マスタスケジュール"),
                      Table("障害の原因", DEFECT_COLUMNS, "障害・リリース課題の原因分類(件)", "障害・リリース課題の記入はありません。", of="課題管理表")),
            *_section("長く残った課題と質問", "長く残ったものに共通するのは、担当・相手・決め方のどれですか。",
                      Table("長い課題", "課題ID=番号:22 件名:110 日数:20r 担当:30 状態:26c 印:28c", "起票から長かった課題(暦日、長い順に10件)", "起票日の分かる課題はありません。", of="課題管理表"),
                      Table("長い質問", "QA-ID=番号:22 件名:110 日数:20r 回答者=担当:30 状態:26c 印:28c", "質問から長かったQA(暦日、長い順に10件)", "質問日の分かるQAはありません。", of="QA表")),
            *_section("仕様変更の起票元", "いちばん多い起票元の前に、何をしておけば変更を減らせましたか。",
                      Table("変更の起票元", "起票元:80 件数:24r 承認された件数=承認:36r 影響費用=費用:70r", "起票元ごとの仕様変更(円・税抜)", "仕様変更の記入はありません。", of="仕様変更管理表")),
            *_section("見積と発注", "見積りと発注の差が大きいシステムの前提は、どこが違いましたか。",
                      Table("見積と発注", "システム:60 発注:20r 両方の金額がある発注=両方:44r 見積金額=見積:36r 発注金額=発注額:36r 差:34r 率:24r", "システムごとの見積金額と発注金額(円・税抜)",
                            "発注の記入はありません。", of="予算管理表")),
            *_section("品質", "後の工程で見つかった不具合のうち、前の工程で見つけられたものは何ですか。",
                      Table("不合格率", "工程:60 合格:24r 不合格:24r 不合格率:34r 不具合:30r", "工程ごとの試験の結果(行)", "試験管理の記入はありません。", of="試験管理"),
                      Table("品質", "システム:44 工程:26 測定日:26c 規模:22r 指摘密度:40c 不具合密度:40c 消化率:24r 未解決:20r 再オープン率:26r", "システム・工程ごとの最新の品質(密度は規模1単位あたり)",
                            "品質の記入はありません。", of="品質")),
            *_section("リリース", "予定より長くかかった手順は、リハーサルで分かっていましたか。",
                      Table("リリース", "手順ID:22 システム:40 内容:100 予定分:22r 実績分:22r 差:22r", "リリース作業の所要(分)", "実績の書かれたリリース作業はありません。", of="リリース計画")),
            *_section("直した後に戻った指摘", "同じ指摘が戻ったのは、仕組みのどこが足りないからですか。",
                      Table("戻った指摘", "規則:18 重要度:18c 場所:34 指摘:120 初検出日:26c", "状態が再発の指摘(チェック結果)", "チェック結果に再発の指摘はありません。", of="チェック結果")),
            *_section("Keep・Problem・Try", "Tryは、だれが、いつまでにしますか。",
                      Table("振り返り", "区分:20c 内容:110 教訓:24 対応課題=対応:90", "書かれた振り返り", "振り返りの記入はありません。", of="振り返り")),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
)  # fmt: skip
