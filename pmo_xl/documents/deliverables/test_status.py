"""試験状況報告: how far the tests are, the defects, what must be tested again, partner tests, densities and reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pmo_xl.charts.testing_curve import curve_of_testing
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    figures_of,
    or_unfilled,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table, Text
from pmo_xl.metrics.interfaces import is_done
from pmo_xl.metrics.overdue import owner_of
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.quality import (
    DEFECTS,
    FINDINGS,
    consumption,
    density,
    density_range,
    fallen,
    quality_series,
    reopen_rate,
    unresolved,
)
from pmo_xl.metrics.retesting import repeats_of, retests
from pmo_xl.metrics.testing import FAILED
from pmo_xl.metrics.testing_counts import VerificationCounts, counts_by_phase, counts_by_system
from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.spec_change import CORRECTION, REFLECTED_OR_LATER
from pmo_xl.model.verification import Verification

_NOT_COMPUTED = "計算できません"
_DEFECT = "障害"


def build(source: Source) -> Content:
    """The tests, the defects and the reviews as they stand on D."""
    project = source.project
    grave = [test for test in project.verifications if test.open_critical_defects]
    failed = [test for test in project.verifications if test.result == FAILED]
    newest = [rows[-1] for rows in quality_series(project).values()]
    defects = [issue for issue in project.issues if issue.kind == _DEFECT and project.is_open(issue)]
    fields = {
        "工程別": [_counted(name, counts, "工程") for name, counts in counts_by_phase(project).items()],
        "システム別": [
            _counted(name, counts, "システム") for name, counts in counts_by_system(project).items()
        ],
        "図_推移": figures_of(curve_of_testing(project)),
        "予定遅れ": [_row(test, project) for test in _late(project)],
        "未解決高": [_row(test, project) for test in grave],
        "未解決高件数": sum(test.open_critical_defects or 0 for test in grave),
        "未解決高不明": sum(
            1 for t in project.verifications if t.executed_on and t.open_critical_defects is None
        ),
        "不合格": [_failed(test, project) for test in failed],
        "変更の再試験": list(_changes(project)),
        "品質": quality_rows(project),
        "障害": [or_unfilled(fields_of(issue), "担当", "期限", "原因分類") for issue in defects],
        "レビュー": list(review_rows(project)),
        **_matrix(project),
    }
    return Content(fields, [
        basis_of(Verification, project, list(project.verifications)),
        basis_of(QualityRecord, project, newest, "システム・工程ごとの前の測定日"),
        basis_of(ReviewRecord, project, list(project.review_records)),
        basis_of(Issue, project, defects, "障害でないか、終わっている"),
        basis_of(Interface, project, list(project.interfaces)),
    ])  # fmt: skip


def _counted(name: str, counts: VerificationCounts, what: str) -> Fields:
    passed, failed, on_hold = counts.results
    planned, executed = counts.cases("planned_cases"), _begun(counts, "executed_cases")
    share = Fraction(executed, planned) if executed is not None and planned else None
    return {
        what: name or f"({what} 未記入)",
        "試験": len(counts.tests),
        "実施": counts.executed,
        "合格": passed,
        "不合格": failed,
        "保留": on_hold,
        "予定件数": _number(planned),
        "実施件数": _number(executed),
        "合格件数": _number(_begun(counts, "passed_cases")),
        "消化率": _percent(share),
        "不具合": _number(_begun(counts, "defects")),
    }


def _begun(counts: VerificationCounts, field: str) -> int | None:
    """A sum of what was tested; 0 as long as no test has been made."""
    return counts.cases(field) if counts.executed else counts.cases(field) or 0


def _number(value: int | None) -> str:
    return UNFILLED if value is None else f"{value:,}"


def _percent(value: Fraction | None) -> str:
    return _NOT_COMPUTED if value is None else f"{float(value * 100):.1f}%"


def _late(project: Project) -> Iterator[Verification]:
    for counts in counts_by_phase(project).values():
        yield from (test for test in counts.waiting if test.planned_on and test.planned_on < project.as_of)


def _row(test: Verification, project: Project) -> Fields:
    shown = fields_of(test)
    told = "、".join((*test.requirements, *test.interfaces))
    return or_unfilled(
        shown | {"対象": told, "担当": owner_of(test, project) or ""}, "担当", "試験範囲", "対象"
    )


def _failed(test: Verification, project: Project) -> Fields:
    again = repeats_of(test, project)
    told = "\n".join(f"{each.row_id or ''} {_when(each)}" for each in again)
    if test.executed_on is None:
        told = "実施日が未記入のため分かりません"
    return _row(test, project) | {"再試験": told or "やり直しの記録も予定もありません"}


def _when(test: Verification) -> str:
    if test.executed_on:
        return f"{day(test.executed_on)} {test.result or '結果 未記入'}"
    return f"{day(test.planned_on)} 予定" if test.planned_on else "予定日 未記入"


def _changes(project: Project) -> Iterator[Fields]:
    """The targets that passed before a change was reflected, and were not tested since."""
    for change in project.spec_changes:
        if change.status not in REFLECTED_OR_LATER or change.kind == CORRECTION:
            continue
        shown = fields_of(change)
        if change.reflected_on is None:
            yield shown | {
                "対象": "、".join((*change.requirements, *change.interfaces)),
                "判定": "反映日が未記入のため分かりません",
            }
            continue
        for each in retests(change, change.reflected_on, project):
            if each.is_needed is not False:
                word = (
                    "再試験の記録も予定もありません"
                    if each.is_needed
                    else "合格した試験の実施日が分かりません"
                )
                yield shown | {"対象": each.target.row_id or "", "判定": word}


def quality_rows(project: Project) -> list[Fields]:
    """The newest row of 品質 of each system and 工程, with its figures."""
    return [_quality(rows[-1], project) for rows in quality_series(project).values()]


def _quality(row: QualityRecord, project: Project) -> Fields:
    shown = fields_of(row)
    fall = fallen(quality_series(project)[system_key(row.system, project), row.phase or ""])
    left = unresolved(row)
    return {
        "システム": shown["システム"] or "案件全体",
        "工程": shown["工程"],
        "測定日": shown["測定日"],
        "規模": f"{shown['規模']} {shown['規模単位']}".strip() or UNFILLED,
        "指摘密度": _density(FINDINGS, row.review_findings, row, project),
        "不具合密度": _density(DEFECTS, row.defects, row, project),
        "消化率": _percent(consumption(row, project)),
        "未解決": _number(left),
        "再オープン率": _percent(reopen_rate(row)),
        "注": fall or "",
    }


def _density(kind: str, count: int | None, row: QualityRecord, project: Project) -> str:
    """The density and where it lies against the range of 設定; the range itself is the organisation's."""
    found, wanted = density(count, row), density_range(row.phase or "", kind, project)
    if found is None:
        return _NOT_COMPUTED
    shown = f"{float(found):.2f}"
    if wanted is None:
        return f"{shown}\n(基準なし)"
    if isinstance(wanted, str):
        return f"{shown}\n(基準「{wanted}」を読めません)"
    if wanted.unit != row.size_unit:
        return f"{shown}\n(基準の単位 {wanted.unit} と違います)"
    side = "下回る" if wanted.is_below(found) else "上回る" if wanted.is_above(found) else "範囲内"
    return f"{shown} {side}\n(基準 {wanted})"


def review_rows(project: Project) -> Iterator[Fields]:
    """By 種別: how many were held, with how many findings, and what the answers were."""
    kinds: dict[str, list[ReviewRecord]] = {}
    for row in project.review_records:
        kinds.setdefault(row.kind or "(種別 未記入)", []).append(row)
    for kind, rows in kinds.items():
        held = [row for row in rows if row.reviewed_on]
        told = [row.comments for row in held if row.comments is not None]
        blank = f"(未記入 {len(held) - len(told)} 件)" if len(told) < len(held) else ""
        yield {
            "種別": kind, "予定": len(rows), "実施": len(held), "指摘数": f"{sum(told)}{blank}" if told else UNFILLED if held else "－",
            **{word: sum(row.result == word for row in rows) for word in ("合意", "条件付合意", "差戻し")},
            "未実施": len(rows) - len(held),
        }  # fmt: skip


def _matrix(project: Project) -> Fields:
    """対向試験: system against system, with the IFs and how each stands."""
    ends = {system_key(end, project): end for i in project.interfaces for end in (i.source, i.target) if end}
    order = {system_key(s.name, project): n for n, s in enumerate(project.systems)}
    names = sorted(ends, key=lambda key: (order.get(key, len(order)), key))
    found: dict[tuple[str, str], list[Interface]] = {}
    for each in project.interfaces:
        found.setdefault((system_key(each.source, project), system_key(each.target, project)), []).append(
            each
        )
    return {
        "対向の列": [str(n) for n in range(1, len(names) + 1)],
        "対向": [
            {"番号": str(n), "接続元": ends[key], "印": [_mark(found.get((key, other), ()), project) for other in names]}
            for n, key in enumerate(names, 1)
        ],
        "対向の明細": [_pair(each, project) for each in project.interfaces],
    }  # fmt: skip


def _mark(interfaces: Iterable[Interface], project: Project) -> str:
    rows = list(interfaces)
    if not rows:
        return ""
    done = sum(1 for row in rows if is_done(row, project))
    return "完" if done == len(rows) else f"{done}/{len(rows)}"


def _pair(row: Interface, project: Project) -> Fields:
    tests = project.verifications.naming("interfaces", row.row_id) if row.row_id else ()
    told = "\n".join(f"{test.row_id or ''} {_when(test)}" for test in tests)
    return or_unfilled(fields_of(row), "対向確定日", "状態") | {"試験": told or "試験管理に試験がありません"}


_COUNTS = "試験:16r 実施:16r 合格:16r 不合格:18r 保留:16r 予定件数:22r 実施件数:22r 合格件数:22r 消化率:26r 不具合:18r"

DOCUMENT = WordDocument(
    "試験状況報告",
    "試験の予定・実施・合格を工程とシステムごとに示し、不具合・再試験・対向試験・品質の密度・レビューを報告します。",
    build,
    Layout(
        (
            Heading("工程とシステムごとの状況"),
            Table("工程別", f"工程:50 {_COUNTS}", "工程ごとの試験(試験は行、件数は項目。消化率 = 実施件数 ÷ 予定件数)", "試験管理の記入はありません。"),
            Table("システム別", f"システム:50 {_COUNTS}", "システムごとの試験(2つのシステムにかかる試験は両方に数えます)", "試験管理の記入はありません。"),
            Heading("消化と不具合の推移"),
            Figures("図_推移"),
            Heading("遅れている試験"),
            Table("予定遅れ", "試験ID:22 工程:26 試験範囲:100 対象:60 予定日:26c 担当:28", "予定日を過ぎて実施日のない試験", "予定日を過ぎた試験はありません。"),
            Heading("重大な不具合と不合格"),
            Text("重大な未解決の不具合は {{ 未解決高件数 }} 件です。{% if 未解決高不明 %}未解決高の記入がない実施済みの試験が {{ 未解決高不明 }} 件あります(0 件とは数えていません)。{% endif %}"),
            Table("未解決高", "試験ID:22 工程:26 試験範囲:100 対象:60 未解決高:22r 担当:28", "重大な不具合が残る試験", "重大な不具合が残ると書かれた試験はありません。"),
            Table("不合格", "試験ID:22 工程:26 試験範囲:86 実施日:26c 担当:28 再試験:70", "不合格の試験と再試験", "不合格の試験はありません。"),
            Heading("変更で必要になった再試験"),
            Table("変更の再試験", "変更ID:22 件名:90 反映日:26c 影響試験:20c 対象:34 判定:66", "反映の後に試験していない要件・IF",
                  "反映の後に試験していない要件・IFはありません。", of="仕様変更管理表"),
            Heading("対向試験"),
            Table("対向", "番号:14c 接続元:100", "対向試験の状況(縦 接続元、横 接続先の番号。完 = すべて完了、1/2 = 2件中1件完了)", "IFの記入はありません。",
                  marks="対向の列", of="IF一覧"),
            Table("対向の明細", "IF-ID:20 IF名:70 接続元:40 接続先:40 状態:26c 対向確定日:26c 試験:60", "IFごとの対向試験", "IFの記入はありません。", of="IF一覧"),
            Heading("品質"),
            Table("品質", "システム:40 工程:24 測定日:24c 規模:20r 指摘密度:38c 不具合密度:38c 消化率:24r 未解決:18r 再オープン率:26r 注:30",
                  "システム・工程ごとの最新の品質(密度は規模1単位あたり)", "品質の記入はありません。", of="品質"),
            Table("障害", "課題ID:22 件名:90 優先度:16c 原因分類:26 担当:28 期限:26c 状態:24c", "終わっていない障害", "終わっていない障害はありません。", of="課題管理表"),
            Heading("レビュー"),
            Table("レビュー", "種別:50 予定:20r 実施:20r 指摘数:40r 合意:20r 条件付合意:26r 差戻し:20r 未実施:20r", "レビューの実施(件)",
                  "レビュー記録の記入はありません。", of="レビュー記録"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Verification,),
)  # fmt: skip
