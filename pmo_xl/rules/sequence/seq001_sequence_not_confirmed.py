"""SEQ001: sequences that a system concerned has not agreed to, or not as they are now."""

from __future__ import annotations

from pmo_xl.metrics.fingerprint import read_fingerprint
from pmo_xl.metrics.milestones import day_of, milestone_of
from pmo_xl.metrics.reviews import (
    SEQUENCE,
    is_agreed,
    messages_by_function,
    newest_review,
    review_fingerprint,
    systems_of_function,
)
from pmo_xl.model.display import day
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

DESIGN = "基本設計"


@rule(
    "SEQ001",
    judges=Message,
    reads=("function", "source", "target"),
    needs={
        ReviewRecord: ("kind", "subjects", "system", "reviewed_on", "result"),
        System: ("name", "change_kind"),
        Task: ("kind", "phase", "system", "planned_finish", "actual_finish"),
    },
    severity=Severity.ERROR,
    message="機能「{function}」のシーケンスは、{problem}。",
    remedy="そのシステムの担当者に今のシーケンスを見てもらい、レビュー記録に新しい行で確認日と結果を残してください。",
)
def sequence_not_confirmed(message: Message, project: Project) -> Judgement:
    """シーケンスを、関係するシステムの担当者が今の内容で確認していない。

    ## 要旨
    シーケンスの機能ごとに、そこに出てくる「新規」「改修」のシステムについて、レビュー記録の種別「シーケンス」の行のうち
    その機能とシステムのいちばん新しい確認(確認日が最も遅い行、同じなら下の行。システムが空欄なら確認者が主担当のシステム)を
    見ます。機能の初めの行に1件で指摘し、システムの名前を示します。

    - 合意・条件付合意の後に、その機能の行が書き換えられた。エラーです(確認時指紋と比べます)。
    - 確認がない、または差戻しのまま。基本設計のマイルストーン(そのシステムのもの、なければ案件全体のもの)の日からの警告です。

    確認時指紋は `pmo-xl fix` が付けます。付いていない確認は判定不能です。レビュー記録にシーケンスの行がなければ対象外です。

    ## なぜ問題か
    片方のシステムだけが知っているやりとりは、結合試験で初めて食い違いが見つかります。

    ## 違反例
    基準日: 2026-11-30

    シーケンス
    | シーケンスID | 機能 | 順序 | 送信元 | 送信先 | 種類 | 情報 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | SEQ-001 | 会員登録 | 1 | サイト | 会員基盤 | 同期 | 氏名とメール | 機能 |
    | SEQ-002 | 照会 | 1 | サイト | 会員基盤 | 同期 | 会員番号 | 機能(警告) |
    | SEQ-003 | 照会 | 2 | 会員基盤 | サイト | 応答 | 会員情報 | |

    レビュー記録
    | レビューID | 種別 | 対象 | システム | 確認者 | 確認日 | 結果 | 確認時指紋 |
    |---|---|---|---|---|---|---|---|
    | REV-001 | シーケンス | 会員登録 | サイト | 佐藤 花子 | 2026/10/1 | 合意 | 20261001:0123456789abcdef |
    | REV-002 | シーケンス | 会員登録 | 会員基盤 | 鈴木 一郎 | 2026/10/1 | 条件付合意 | 20261001:0123456789abcdef |
    | REV-003 | シーケンス | 照会 | サイト | 佐藤 花子 | 2026/10/1 | 差戻し | |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 改修 |
    | 会員基盤 | 新規 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | 基本設計 | 基本設計完了 | 2026/11/30 |

    ## 適合例
    基準日: 2026-11-30

    シーケンス
    | シーケンスID | 機能 | 順序 | 送信元 | 送信先 | 種類 | 情報 |
    |---|---|---|---|---|---|---|
    | SEQ-001 | 会員登録 | 1 | サイト | 会員基盤 | 同期 | 氏名とメール |
    | SEQ-002 | 照会 | 1 | サイト | 会員基盤 | 同期 | 会員番号 |

    レビュー記録
    | レビューID | 種別 | 対象 | システム | 確認者 | 確認日 | 結果 | 確認時指紋 |
    |---|---|---|---|---|---|---|---|
    | REV-001 | シーケンス | 会員登録 | サイト | 佐藤 花子 | 2026/9/1 | 差戻し | |
    | REV-002 | シーケンス | 会員登録 | サイト | 佐藤 花子 | 2026/10/1 | 合意 | 20261001:229e97a1df6db0c5 |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 改修 |
    | 会員基盤 | 影響なし |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | 基本設計 | 基本設計完了 | 2026/12/1 |
    """
    rows = messages_by_function(project).get(name_key(message.function or ""), ())
    is_kept = bool(project.review_records.naming("kind", SEQUENCE))
    if not is_kept or not rows or rows[0] is not message:
        return OUT_OF_SCOPE
    function = message.function or ""
    told = [(system, _of(function, system, project)) for system in systems_of_function(rows, project)]
    ends = (unfilled(row, "source", "target") for row in rows)
    return _together(told, next(filter(None, ends), None))


def _together(told: list[tuple[System, Judgement | str]], unclear: Judgement | None) -> Judgement:
    """One judgement for the function: the systems by what is the matter, changed ones first."""
    changed = [system.name or "" for system, said in told if said == _CHANGED]
    unseen = [system.name or "" for system, said in told if said == _UNSEEN]
    parts = [f"{'、'.join(changed)} の担当者が合意した後に書き換えられています"] if changed else []
    parts += [f"{'、'.join(unseen)} の担当者がまだ合意していません"] if unseen else []
    if parts:
        severity = None if changed else Severity.WARNING
        return violation("function", severity=severity, problem="。".join(parts))
    doubts = (said for _, said in told if isinstance(said, Judgement) and said.reason)
    if doubt := unclear or next(doubts, None):
        return doubt
    return FITS if any(said is FITS for _, said in told) else OUT_OF_SCOPE


_CHANGED, _UNSEEN = "changed", "unseen"


def _of(function: str, system: System, project: Project) -> Judgement | str:
    """What is said of one system: _CHANGED, _UNSEEN, or a judgement that is no finding."""
    review = newest_review(function, system, project)
    if review is not None and (cannot := unknown(review, "result")):
        return cannot
    if review is None or review.result == "差戻し":
        return _unseen(system, project)
    if not is_agreed(review):
        return undeterminable("結果が空欄の確認があります")
    stored, now = read_fingerprint(review.reviewed_fingerprint), review_fingerprint(review, project)
    if stored is None or now is None:
        return undeterminable("確認時指紋が空欄か形の違う行、読み取れないシーケンスの行があります")
    if stored[1] == now:
        return FITS
    if review.reviewed_on and review.reviewed_on > stored[0]:
        return undeterminable(
            f"確認日 {day(review.reviewed_on)} が指紋より新しく、指紋がまだ付いていない行があります"
        )
    return _CHANGED


def _unseen(system: System, project: Project) -> Judgement | str:
    milestone = milestone_of(DESIGN, system.name, project)
    if milestone is None:
        return OUT_OF_SCOPE
    if cannot := unknown(milestone, "planned_finish", "actual_finish"):
        return cannot
    on = day_of(milestone)
    return _UNSEEN if on is not None and on <= project.as_of else OUT_OF_SCOPE
