"""IFC002: two wishes for the day of the test, and no day fixed."""

from __future__ import annotations

from pmo_xl.metrics.interfaces import is_done
from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "IFC002",
    judges=Interface,
    reads=("wish_source_on", "wish_target_on", "fixed_on", "status"),
    severity=Severity.WARNING,
    message="{id} {title} の対向試験の希望日が、接続元は {wish_source_on}、接続先は {wish_target_on} と違い、日が決まっていません。案: {proposed}(遅いほうの希望日以後の最初の稼働日)。",
    remedy="間に入って日を決め、対向確定日に書いてください。",
)
def wishes_differ(interface: Interface, project: Project) -> Judgement:
    """対向試験の希望日が両端で違い、日が決まっていない。

    ## 要旨
    状態が「完了」でないIFで、接続元希望日と接続先希望日がどちらも書いてあって違い、対向確定日が空欄のときに指摘
    します。遅いほうの希望日以後の最初の稼働日を、案として示します。

    ## なぜ問題か
    希望がぶつかったままでは、どちらも相手が合わせてくれると思っています。間に入れるのは PMO だけです。

    ## 違反例
    IF一覧
    | IF-ID | IF名 | 接続元希望日 | 接続先希望日 | 対向確定日 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | IF-001 | 会員照会 | 2026/12/9 | 2026/12/12 | | 設計中 | 対向確定日 |

    ## 適合例
    IF一覧
    | IF-ID | IF名 | 接続元希望日 | 接続先希望日 | 対向確定日 | 状態 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | 2026/12/9 | 2026/12/9 | | 設計中 |
    | IF-002 | 残高照会 | 2026/12/9 | 2026/12/10 | 2026/12/10 | 設計中 |
    | IF-003 | 売上明細 | 2026/12/9 | | | 設計中 |
    | IF-004 | 認証 | 2026/12/9 | 2026/12/10 | | 完了 |
    """
    if cannot := unfilled(interface, "status"):
        return cannot
    one, other = interface.wish_source_on, interface.wish_target_on
    if one is None or other is None or is_done(interface, project):
        return OUT_OF_SCOPE
    if one == other or interface.fixed_on:
        return FITS
    later, calendar = max(one, other), project.calendar
    proposed = later if calendar.is_business_day(later) else calendar.add_business_days(later, 1)
    return violation("fixed_on", expected=day(proposed), proposed=day(proposed))
