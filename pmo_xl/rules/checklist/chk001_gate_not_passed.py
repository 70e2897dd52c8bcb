"""CHK001: what should have been confirmed before a gate, and was not."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.checklist import PHASE_END, has_gate_passed, milestone_of_phase
from pmo_xl.metrics.to_confirm import is_left_out, is_to_confirm
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, violation


@rule(
    "CHK001",
    judges=ChecklistItem,
    reads=("kind", "phase", "due_on", "result", "remarks"),
    needs={Task: ()},
    severity=Severity.ERROR,
    message="{id}「{title}」は{problem}。",
    remedy="{how}",
)
def gate_not_passed(item: ChecklistItem, project: Project) -> Judgement | tuple[Judgement, ...]:
    """確かめることを残したまま、工程の終わりやリリースを過ぎている。

    ## 要旨
    チェックリストの結果が空欄か「否」のまま、その区分の節目を過ぎていたらエラーです。節目を過ぎる前でも、期限が基準日より前なら
    警告です。当日は遅れではありません。

    - 立ち上げ: キックオフ(マイルストーン。なければ設定の開始日)
    - 工程完了: その工程の、案件全体のマイルストーン(なければシステムのうち最も遅いもの)に実績終了が入ったとき。
      マイルストーンがなければ期限
    - 納品前: 期限
    - リリース前: リリースの開始(設定の停止開始。なければリリース計画の最初の作業、リリースのマイルストーン、サービスイン日の順)
    - 終結: 設定の案件状態が「終結」になったとき

    次の2つは警告です。

    - 区分が「工程完了」なのに、工程が空欄(どの節目か分かりません。結果が「対象外」の行は見ません)
    - 結果が「否」か「対象外」なのに、理由を書く備考が空欄

    ## なぜ問題か
    チェックリストの多くは、過去の失敗から作られています。確かめずに節目を過ぎると、同じ失敗を次の工程で直すことになります。

    ## 違反例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 準備 | プロジェクトキックオフ | 2026/11/27 | |
    | WBS-002 | マイルストーン | 基本設計 | 基本設計完了 | 2026/12/11 | 2026/11/30 |

    チェックリスト
    | 項目ID | 区分 | 工程 | 確認項目 | 期限 | 結果 | 備考 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | CHK-001 | 立ち上げ | | 目的を説明できる | | | | 結果 |
    | CHK-002 | 工程完了 | 基本設計 | IFの期限がそろった | 2026/12/11 | 否 | 2件が未定 | 結果 |
    | CHK-003 | 納品前 | | 最新版をそろえた | 2026/11/29 | | | 結果 |
    | CHK-004 | リリース前 | | 切戻しの判断者を決めた | 2026/11/29 | | | 結果(警告) |
    | CHK-005 | 工程完了 | | 証跡を保存した | 2026/12/11 | 済 | | 工程(警告) |
    | CHK-006 | 終結 | | 引継先を決めた | | 対象外 | | 備考(警告) |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 準備 | プロジェクトキックオフ | 2026/11/30 | |
    | WBS-002 | マイルストーン | 基本設計 | 基本設計完了 | 2026/11/27 | |

    チェックリスト
    | 項目ID | 区分 | 工程 | 確認項目 | 期限 | 結果 | 備考 |
    |---|---|---|---|---|---|---|
    | CHK-001 | 立ち上げ | | 目的を説明できる | | | |
    | CHK-002 | 工程完了 | 基本設計 | IFの期限がそろった | 2026/11/30 | | |
    | CHK-003 | 納品前 | | 最新版をそろえた | 2026/11/30 | 否 | 1件が改訂中 |
    | CHK-004 | 立ち上げ | | 体制を説明できる | 2026/11/2 | 済 | |
    | CHK-005 | 工程完了 | | 証跡を保存した | 2026/11/2 | 対象外 | 外部の試験のため |
    | CHK-006 | 終結 | | 引継先を決めた | | | |
    """
    if cannot := unfilled(item, "kind"):
        return cannot
    return (*_result(item, project), *_phase(item), *_reason(item)) or FITS


def _result(item: ChecklistItem, project: Project) -> Iterator[Judgement]:
    if not is_to_confirm(item):
        return
    if cannot := _unknown_gate(item, project):
        yield cannot
    elif has_gate_passed(item, project):
        problem = f"結果が{item.result or '空欄'}のまま、区分「{item.kind}」の節目を過ぎています"
        how = "いまからでも確かめて、結果・確認者・確認日を書いてください。満たしていないなら、直す課題を課題管理表に起こしてください。"
        yield violation("result", problem=problem, how=how)
    elif item.due_on is not None and item.due_on < project.as_of:
        problem = f"期限 {day(item.due_on)} を過ぎていますが、結果が{item.result or '空欄'}です"
        how = "確かめて結果・確認者・確認日を書くか、いつ確かめるかを決めて期限を改めてください。"
        yield violation("result", severity=Severity.WARNING, problem=problem, how=how)


def _unknown_gate(item: ChecklistItem, project: Project) -> Judgement | None:
    """判定不能 where the milestone that would be the gate cannot be read."""
    milestone = milestone_of_phase(item.phase, project) if item.kind == PHASE_END else None
    return unknown(milestone, "actual_finish") if milestone else None


def _phase(item: ChecklistItem) -> Iterator[Judgement]:
    if item.kind == PHASE_END and not item.phase and not is_left_out(item):
        problem = "区分が工程完了ですが、どの工程か書いてありません"
        yield violation("phase", severity=Severity.WARNING, problem=problem, how="工程を選んでください。")


def _reason(item: ChecklistItem) -> Iterator[Judgement]:
    if (is_left_out(item) or item.result == "否") and not item.remarks:
        problem = f"結果が{item.result}ですが、理由が書いてありません"
        yield violation(
            "remarks",
            severity=Severity.WARNING,
            problem=problem,
            how="備考に、満たしていないこと、または確かめない理由を書いてください。",
        )
