"""REL003: turning back at a 判断点 would not be done before the stop of the service ends."""

from __future__ import annotations

from datetime import datetime

from pmo_xl.metrics.release import DECISION, is_release_over
from pmo_xl.metrics.turning_back import TurningBack, turning_back
from pmo_xl.model.calendar import minutes_later
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "REL003",
    judges=ReleaseStep,
    reads=("kind",),
    severity=Severity.ERROR,
    message="判断点 {id} は {decided} に終わりますが、{how}戻すのに {minutes} 分かかり、停止終了 {end} に間に合いません。戻し始める時刻は、遅くとも {latest} です。",
    remedy="判断点を早めるか、切戻しの手順を短くするか、停止終了を遅らせてください。",
)
def cannot_turn_back_in_time(step: ReleaseStep, project: Project) -> Judgement:
    """判断点で戻すと決めても、停止終了までに戻し終わらない。

    ## 要旨
    判断点ごとに、終わる時刻(開始予定+所要分)から戻し始めて、設定の停止終了までに戻し終わるかを計算します。
    戻すのは、その時刻までに始まる「作業」のうち、不可逆でなく、最後の不可逆の作業より前でないものです。

    - システムごとに並行して戻しても間に合わない(いちばん長いシステムの切戻し所要分の合計。システムが空欄の作業は、
      どのシステムにも足します): エラー
    - 並行すれば間に合うが、1つずつ順に戻すと間に合わない: 警告

    ちょうど停止終了に戻し終わるのは間に合うとみなします。切戻し手順が「不要」の作業は0分です。切戻し所要分の空欄、
    停止終了の空欄があれば判定不能です。リリースが終わった後は見ません。

    ## なぜ問題か
    判断点があっても、そこから戻して朝までに終わらないなら、戻すという選択は初めからありません。
    手順書には、この足し算がどこにも書かれていないのが普通です。

    ## 違反例
    設定
    | 項目 | 値 |
    |---|---|
    | 停止終了 | 2027-02-20 14:00 |

    リリース計画
    | 手順ID | 種別 | システム | 内容 | 開始予定 | 所要分 | 切戻し手順 | 切戻し所要分 | 指摘 |
    |---|---|---|---|---|---|---|---|---|
    | REL-001 | 作業 | 会員基盤 | 移行する | 2027/2/20 1:00 | 60 | 消す | 60 | |
    | REL-002 | 作業 | 決済連携 | 切り替える | 2027/2/20 2:00 | 60 | 戻す | 30 | |
    | REL-003 | 判断点 | | 続けるか | 2027/2/20 12:00 | 30 | | | |
    | REL-004 | 作業 | | 全体を確かめる | 2027/2/20 12:30 | 10 | 戻す | 20 | |
    | REL-005 | 判断点 | | 続けるか | 2027/2/20 12:20 | 20 | | | 開始予定(警告) |
    | REL-006 | 判断点 | | 公開するか | 2027/2/20 12:20 | 21 | | | 開始予定 |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | 停止終了 | 2027-02-20 14:00 |

    リリース計画
    | 手順ID | 種別 | システム | 内容 | 開始予定 | 所要分 | 切戻し手順 | 切戻し所要分 | 不可逆 |
    |---|---|---|---|---|---|---|---|---|
    | REL-001 | 作業 | 会員基盤 | 移行する | 2027/2/20 1:00 | 60 | 消す | 60 | |
    | REL-002 | 作業 | 決済連携 | 切り替える | 2027/2/20 2:00 | 60 | 戻す | 30 | |
    | REL-003 | 判断点 | | 続けるか | 2027/2/20 12:00 | 30 | | | |
    | REL-004 | 作業 | | 案内を出す | 2027/2/20 12:30 | 10 | 不要 | | |
    | REL-005 | 作業 | 決済連携 | 請求先を移す | 2027/2/20 13:00 | 10 | | | ○ |
    | REL-006 | 判断点 | | 公開するか | 2027/2/20 13:30 | 30 | | | |
    """
    if step.kind != DECISION or is_release_over(project):
        return OUT_OF_SCOPE
    end = project.settings.moment("停止終了")
    if end is None:
        written = project.settings.text("停止終了")
        return undeterminable("設定の停止終了を読み取れません" if written else "設定の停止終了が空欄です")
    back = turning_back(step, project)
    if isinstance(back, str):
        return undeterminable(back)
    if not back.is_done_by(end, back.side_by_side):
        return _late(back, back.side_by_side, "システムごとに並行して", end, None)
    if not back.is_done_by(end, back.in_turn):
        return _late(back, back.in_turn, "1つずつ順に", end, Severity.WARNING)
    return FITS


def _late(back: TurningBack, minutes: int, how: str, end: datetime, severity: Severity | None) -> Judgement:
    latest = minutes_later(end, -minutes)
    return violation(
        "starts_at",
        severity=severity,
        expected=f"{latest:%Y/%m/%d %H:%M} までに決める",
        decided=f"{back.decided_at:%m/%d %H:%M}",
        how=how,
        minutes=minutes,
        end=f"{end:%m/%d %H:%M}",
        latest=f"{latest:%m/%d %H:%M}",
    )
