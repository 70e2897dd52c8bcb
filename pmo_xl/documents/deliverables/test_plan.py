"""試験計画書: per 工程 what is tested when, by whom and until when it begins and ends; what no test covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, basis_of, fields_of, or_unfilled
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Heading, Layout, Table, Text, When
from pmo_xl.metrics.overdue import owner_of
from pmo_xl.metrics.phase_leaves import leaves_of
from pmo_xl.metrics.testing import tests_naming
from pmo_xl.metrics.testing_counts import VerificationCounts, counts_by_phase
from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project import Project
from pmo_xl.model.references import people
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import TEST_PHASES

_IN_SCOPE = "対象"
_OF_CHANGE = ("新規", "改修")


def build(source: Source) -> Content:
    """Every test of 試験管理 in its 工程, and every requirement and IF against the 工程."""
    project = source.project
    phases = counts_by_phase(project)
    wanted = [r for r in project.requirements if r.status == _IN_SCOPE]
    interfaces = [i for i in project.interfaces if i.change_kind in _OF_CHANGE]
    untested = [each for each in wanted if not tests_naming(each, project)]
    unconnected = [each for each in interfaces if not tests_naming(each, project)]
    doubtful = sum(1 for t in project.verifications if {"requirements", "interfaces"} & t.unread.keys())
    fields = {
        "一覧": [_overview(name, counts, project) for name, counts in phases.items()],
        "工程": [_phase(name, counts, project) for name, counts in phases.items()],
        "試験のない工程": "、".join(
            phase for phase in TEST_PHASES if phase not in phases and leaves_of(phase, project)
        ),
        "要件件数": len(wanted),
        "要件なし件数": len(untested),
        "IF件数": len(interfaces),
        "IFなし件数": len(unconnected),
        "読めない件数": doubtful,
        "要件の表": [_covered(each, project) for each in wanted],
        "IFの表": [_covered(each, project) for each in interfaces],
        "試験のない要件": [or_unfilled(fields_of(each), "関連システム") for each in untested],
        "試験のないIF": [fields_of(each) for each in unconnected],
    }
    return Content(fields, [
        basis_of(Verification, project, list(project.verifications)),
        basis_of(Requirement, project, wanted, "状態が「対象」でない"),
        basis_of(Interface, project, interfaces, "区分が新規・改修でない"),
        basis_of(PhaseDefinition, project, _definitions(project), "試験の工程でない"),
    ])  # fmt: skip


def _definitions(project: Project) -> list[PhaseDefinition]:
    return [each for each in project.phase_definitions if each.phase in TEST_PHASES]


def _overview(name: str, counts: VerificationCounts, project: Project) -> Fields:
    cases = counts.cases("planned_cases")
    blank = f"\n(未記入 {counts.without_cases} 件)" if cases is not None and counts.without_cases else ""
    return {
        "工程": name or "(工程 未記入)",
        "日程": _span(
            [d for leaf in leaves_of(name, project) for d in (leaf.planned_start, leaf.planned_finish)]
        ),
        "試験の予定日": _span([test.planned_on for test in counts.tests]),
        "試験": len(counts.tests),
        "予定件数": f"{cases:,}{blank}" if cases is not None else UNFILLED,
        "担当": "、".join(_owners(counts.tests, project)) or UNFILLED,
        "手順書": "\n".join(_procedures(counts.tests, project)) or UNFILLED,
    }


def _span(days: Sequence[date | None]) -> str:
    known = [each for each in days if each]
    if not known:
        return UNFILLED
    first, last = min(known), max(known)
    return day(first) if first == last else f"{day(first)} ～ {day(last)}"


def _owners(tests: Sequence[Verification], project: Project) -> Iterator[str]:
    """Who makes the tests, each once: 担当, else who answers for the system."""
    found: dict[str, None] = {}
    for test in tests:
        names = people(test.owner or "") or tuple(filter(None, (owner_of(test, project),)))
        found |= dict.fromkeys(names)
    yield from found


def _procedures(tests: Sequence[Verification], project: Project) -> Iterator[str]:
    for key in dict.fromkeys(test.procedure for test in tests if test.procedure):
        document = project.deliverables.get(key)
        yield (
            f"{document.title or key} {document.version or ''}".strip()
            if document
            else f"{key}(成果物一覧にありません)"
        )


def _phase(name: str, counts: VerificationCounts, project: Project) -> Fields:
    defined = [each for each in project.phase_definitions if each.phase == name]
    return {
        "名前": name or "(工程 未記入)",
        "条件": [_conditions(each) for each in defined],
        "試験": [_test(test, project) for test in counts.tests],
    }


def _conditions(row: PhaseDefinition) -> Fields:
    shown = or_unfilled(fields_of(row), "開始条件", "完了条件", "成果物")
    return shown | {"システム": shown["システム"] or "すべて"}


def _test(test: Verification, project: Project) -> Fields:
    shown = fields_of(test)
    owner = shown["担当"] or owner_of(test, project) or UNFILLED
    told = "、".join((*test.requirements, *test.interfaces)) or UNFILLED
    return or_unfilled(shown | {"対象": told, "担当": owner}, "試験範囲", "予定日", "予定件数", "手順書")


def _covered(target: Requirement | Interface, project: Project) -> Fields:
    """A row of the matrix: the IDs of its tests under each 工程."""
    tests = tests_naming(target, project)
    marks = {phase: "\n".join(t.row_id or "" for t in tests if t.phase == phase) for phase in TEST_PHASES}
    others = "\n".join(t.row_id or "" for t in tests if t.phase not in TEST_PHASES)
    return {
        "ID": target.row_id or "",
        "名前": target.title or "",
        **{phase: shown or "－" for phase, shown in marks.items()},
        "ほか": others,
        "試験": "あり" if tests else "なし",
    }


_MATRIX = "単体試験:26c 結合試験:26c 対向試験:26c 総合試験:26c 受入試験:26c 試験:16c"
_PHASE = (
    Heading("{{ 段.名前 }}", 2),
    Table("段.条件", "システム:34 呼称:30 開始条件:78 完了条件:78 成果物:40", "{{ 段.名前 }}の開始条件と完了条件",
          "{{ 段.名前 }}の開始条件・完了条件は、工程定義に記入がありません。", of="工程定義"),
    Table("段.試験", "試験ID:20 試験範囲:90 対象:60 予定日:24c 担当:26 手順書:24 予定件数:20r", "{{ 段.名前 }}の試験"),
)  # fmt: skip

DOCUMENT = WordDocument(
    "試験計画書",
    "工程ごとの試験の範囲・開始条件・完了条件・手順書・予定件数・担当・日程と、要件・IFの試験への割り当てです。",
    build,
    Layout(
        (
            Heading("試験の全体"),
            Table("一覧", "工程:26 作業の日程=日程:48c 試験の予定日:48c 試験数=試験:18r 予定件数:28r 担当:50 手順書:50", "工程ごとの試験",
                  "試験管理の記入はありません。"),
            When("試験のない工程", (Text("マスタスケジュールに作業があり、試験管理に試験のない工程: {{ 試験のない工程 }}"),)),
            Heading("試験の割り当ての漏れ"),
            Text("対象の要件 {{ 要件件数 }} 件のうち、どの試験にも書かれていないものは {{ 要件なし件数 }} 件です。", of="要件一覧"),
            Text("新規・改修のIF {{ IF件数 }} 件のうち、どの試験にも書かれていないものは {{ IFなし件数 }} 件です。", of="IF一覧"),
            When("読めない件数", (Text("対象要件か対象IFを読めない試験が {{ 読めない件数 }} 件あり、漏れの数は多めに出ていることがあります。"),)),
            Table("試験のない要件", "要件ID:22 種別:20 要件名:90 関連システム:80 優先度:18c", "試験のない要件",
                  "試験のない要件はありません。", of="要件一覧"),
            Table("試験のないIF", "IF-ID:22 IF名:90 接続元:50 接続先:50 状態:28c", "試験のないIF", "試験のないIFはありません。", of="IF一覧"),
            Heading("工程ごとの計画"),
            When("工程", (Each("工程", "段", _PHASE),), (Text("試験管理の記入はありません。"),)),
            Heading("要件と試験の対応"),
            Table("要件の表", f"要件ID=ID:20 要件名=名前:80 {_MATRIX}", "要件と試験(工程ごとの試験ID)", "対象の要件はありません。", of="要件一覧"),
            Heading("IFと試験の対応"),
            Table("IFの表", f"IF-ID=ID:20 IF名=名前:80 {_MATRIX}", "IFと試験(工程ごとの試験ID)", "新規・改修のIFはありません。", of="IF一覧"),
        ),
        is_landscape=True,
        has_approval=True,
    ),
    sheets=(Verification,),
)  # fmt: skip
