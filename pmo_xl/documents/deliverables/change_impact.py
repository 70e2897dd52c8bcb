"""変更影響書: one page on what a change would do, before somebody decides: tests, documents, money, dates, people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.documents.deliverables.organisation_chart import people_here
from pmo_xl.documents.outlook_lines import cost_sentence
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    is_absent,
    named_rows,
    not_looked_into,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.approvers import entitled_roles
from pmo_xl.metrics.change_impact import (
    ScheduleImpact,
    budgets_of,
    is_arranged,
    line_of,
    other_pending,
    schedule_impact,
)
from pmo_xl.metrics.change_links import systems_of
from pmo_xl.metrics.retesting import executed_tests
from pmo_xl.metrics.schedule.waiting_cost import waiting_cost
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import day, yen
from pmo_xl.model.interface import Interface
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, people
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import UNDECIDED_CHANGES

NOT_ASSESSED = "未評価"
_ON_HOLD = "保留"


def build(source: Source, change: SpecChange) -> Content:
    """What one change touches, and the figures before and after it."""
    project = source.project
    tests = executed_tests(change, project)
    moved = schedule_impact(change, project)
    fields = fields_of(change) | {
        "影響費用": _assessed(change, "cost_impact", "円(税抜)"),
        "影響工期": _assessed(change, "schedule_impact", "稼働日"),
        "影響システム": "、".join(systems_of(change, project)) or UNFILLED,
        "経過": _waited(change, project),
        "対象": [*_touched(change, project), *_documents(change, project)],
        "試験": [_test(test) for test in tests],
        "試験の文": _tests_said(change, len(tests), project),
        "予算": list(_budgets(change, project)),
        "予算の文": _money_said(change, project),
        "日程の文": _dates_said(moved, project) + _cost_of_waiting(change, project),
        "合意": list(_agreeing(change, project)),
    }
    used = [basis_of(SpecChange, project, [change])]
    return Content(fields, used, row=f"仕様変更管理表 {change.row_id or ''}", records=[change])


def _assessed(change: SpecChange, field: str, unit: str) -> str:
    if field in change.unread:
        return f"{change.unread[field].text}(読めません)"
    shown = fields_of(change)[change.columns[field].label]
    return f"{shown} {unit}" if shown else NOT_ASSESSED


def _waited(change: SpecChange, project: Project) -> str:
    """How long the decision has been waited for, and how late it is."""
    if change.status not in (*UNDECIDED_CHANGES, _ON_HOLD):
        return f"判断は済んでいます(状態 {change.status or UNFILLED})"
    raised, due = change.raised_on, change.due_on
    calendar = project.calendar
    since = (
        f"起票から {calendar.business_days_between(raised, project.as_of)} 稼働日"
        if raised
        else "起票日 未記入"
    )
    if due is None:
        return f"{since}、判断期限 未記入"
    late = calendar.business_days_between(due, project.as_of) if due < project.as_of else 0
    return f"{since}、判断期限 {day(due)}{f' を {late} 稼働日過ぎています' if late else ''}"


def _touched(change: SpecChange, project: Project) -> list[Fields]:
    """The requirements and IFs that the change names."""
    return [
        *({"番号": r["要件ID"], "名前": r["要件名"], "種類": "要件", "状況": r["合意状態"]}
          for r in named_rows(change.requirements, Requirement, project)),
        *({"番号": r["IF_ID"], "名前": r["IF名"], "種類": "IF", "状況": r["状態"]}
          for r in named_rows(change.interfaces, Interface, project)),
    ]  # fmt: skip


def _test(test: Verification) -> Fields:
    return fields_of(test) | {"対象": "、".join((*test.requirements, *test.interfaces))}


def _tests_said(change: SpecChange, count: int, project: Project) -> str:
    if is_absent(Verification, project):
        return not_looked_into(("試験管理",))
    asked = "影響試験は ○ です。" if change.test_impact else "影響試験は ○ になっていません。"
    if "test_impact" in change.unread:
        asked = "影響試験の欄を読めません。"
    return f"{asked}やり直しの対象になる実施済みの試験は {count} 件です。"


def _documents(change: SpecChange, project: Project) -> list[Fields]:
    """反映先文書, and the documents that 出典 of the requirements names."""
    named = {id_key(key): "反映先文書" for key in change.reflected_in}
    sources = [r.source for key in change.requirements if (r := project.requirements.get(key)) and r.source]
    for document in project.deliverables:
        if document.id and any(document.title and document.title in text for text in sources):
            named.setdefault(id_key(document.id), "要件の出典")
    rows = named_rows([*change.reflected_in], Deliverable, project)
    known = {id_key(row["文書ID"]): row for row in rows}
    extra = [key for key in named if key not in known]
    found = (*rows, *named_rows(extra, Deliverable, project))
    return [
        {"種類": f"文書({named[id_key(row['文書ID'])]})", "番号": row["文書ID"], "名前": row["文書名"],
         "状況": " ".join(filter(None, (row["最新版"], row["作成担当"])))}
        for row in found
    ]  # fmt: skip


def _budgets(change: SpecChange, project: Project) -> Iterator[Fields]:
    """Each budget as `pmo-xl budget` has it, and what would remain if it bore the whole cost."""
    cost = 0 if is_arranged(change, project) else change.cost_impact
    for budget in budgets_of(change, project):
        line = line_of(budget, project)
        if line is None:
            continue
        left = line.remaining
        after = (
            NOT_ASSESSED
            if cost is None
            else yen((left or 0) - cost)
            if left is not None
            else "計算できません"
        )
        yield {
            "予算ID": budget.id or "", "負担部門": budget.department or "", "年度": str(budget.fiscal_year or ""),
            "予算額": yen(line.amount or 0), "発注と見込": yen(line.ordered + line.expected),
            "残予算": yen(left) if left is not None else "計算できません", "変更後": after,
        }  # fmt: skip


def _money_said(change: SpecChange, project: Project) -> str:
    if is_absent(Order, project):
        return not_looked_into(("予算管理表",))
    others = other_pending(change, project)
    total = sum(each.cost_impact or 0 for each in others)
    beside = (
        f"ほかに、手配の済んでいない変更が {len(others)} 件、{yen(total)} 円あります(残予算からは引いていません)。"
        if others
        else ""
    )
    if is_arranged(change, project):
        return f"影響費用は、この変更を起票元とする発注か見積に入っています(変更後の残予算は同じ額です)。{beside}"
    return f"変更後の残予算は、影響費用の全額をその予算が負担した場合の額です(円・税抜)。{beside}"


def _dates_said(moved: ScheduleImpact, project: Project) -> str:
    if is_absent(Task, project):
        return not_looked_into(("マスタスケジュール",))
    why = (
        "決定待ちにこの変更を書いた作業"
        if moved.is_named
        else "影響を受けるシステムの、最終マイルストーンへつながる最初の未完了の作業"
    )
    names = "、".join(f"{task.row_id or ''} {task.title or ''}".strip() for task in moved.leaves)
    slipped = f"{why}({names})を影響工期だけ遅らせた見込みです。" if names and not moved.reason else ""
    days = moved.slip.finish_days if moved.slip and moved.finish else None
    how = f"{days} 稼働日遅くなります" if days else "動きません"
    ends = f"最終マイルストーンの見込 {_from_to(moved.finish)}({how})。" if moved.finish else ""
    service = (
        f"サービスイン(リリースのマイルストーン)の見込 {_from_to(moved.service)}。" if moved.service else ""
    )
    return f"{slipped}{ends}{service}{f'{moved.reason}。' if moved.reason else ''}"


def _cost_of_waiting(change: SpecChange, project: Project) -> str:
    """What waiting for the decision has cost and costs, of a change on which somebody still decides."""
    if change.status not in UNDECIDED_CHANGES or is_absent(Task, project):
        return ""
    return cost_sentence(waiting_cost(change, project)).rstrip("。") + "。"


def _from_to(days: tuple[date, date]) -> str:
    return f"{day(days[0])} → {day(days[1])}"


def _agreeing(change: SpecChange, project: Project) -> Iterator[Fields]:
    """承認者, the 主担当 of the systems, and those of the systems at the other end of an IF."""
    approvers = change.approved_by or "、".join(
        dict.fromkeys(m.name for m in people_here(project) if m.role in entitled_roles(project) and m.name)
    )
    yield {
        "立場": "承認者",
        "対象": change.row_id or "",
        "氏名": approvers or UNFILLED,
        "回答": "",
        "日付": "",
    }
    touched = list(systems_of(change, project))
    ends = [
        end
        for key in change.interfaces
        if (i := project.interfaces.get(key))
        for end in (i.source, i.target)
        if end
    ]
    known = {id(project.system(name)) for name in touched if project.system(name)}
    partners = [end for end in dict.fromkeys(ends) if id(project.system(end)) not in known]
    for word, names in (("主担当", touched), ("IFの相手", partners)):
        for name in names:
            system: System | None = project.system(name)
            owner = people(system.owner)[0] if system and system.owner else UNFILLED
            yield {"立場": word, "対象": name, "氏名": owner, "回答": "", "日付": ""}


def is_waiting(change: SpecChange, project: Project) -> bool:
    """Whether somebody still has to decide on it: 起票, 影響調査中, 承認待ち, or on 保留."""
    return change.status in (*UNDECIDED_CHANGES, _ON_HOLD)


DOCUMENT = WordDocument(
    "変更影響書",
    "判断を待つ仕様変更1件について、要件・試験・文書・予算・日程への影響と、合意が要る人を1枚にまとめます。",
    build,
    Layout(
        (
            Pairs(("変更ID 状態", "件名", "変更区分 影響システム", "変更前", "変更後", "変更理由", "影響費用 影響工期", "判断の経過=経過")),
            Heading("要件・IF・文書", 3),
            Table("対象", "種類:30 番号:24 名前:80 状況:40", "対象の要件・IFと、直す文書", "対象要件・対象IFの記入も、直す文書の記入もありません。"),
            Heading("試験", 3),
            Text("{{ 試験の文 }}"),
            When("試験", (Table("試験", "試験ID:22 工程:24 試験範囲:66 対象:54 実施日:24c 結果:18c", "やり直しの対象になる実施済みの試験"),)),
            Heading("予算", 3),
            Text("{{ 予算の文 }}"),
            Table("予算", "予算ID:22 負担部門:34 年度:16c 予算額:30r 発注と見込:30r 残予算:28r 変更後の残予算=変更後:30r", "影響を受けるシステムの発注を負担する予算(円・税抜)",
                  "影響を受けるシステムの発注を負担する予算が見つからないため、残予算は出していません。"),
            Heading("日程", 3),
            Text("{{ 日程の文 }}"),
            Heading("合意が要る人", 3),
            Table("合意", "立場:26 対象:50 氏名:36 回答:40 日付:28", "合意が要る人(回答は記入欄)"),
        ),
        is_form=True,
    ),
    sheets=(SpecChange,),
    per_row=SpecChange,
    wanted=is_waiting,
)  # fmt: skip
