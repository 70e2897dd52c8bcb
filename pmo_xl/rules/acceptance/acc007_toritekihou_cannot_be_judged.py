"""ACC007: a covered delivery without the days that its sixty days are counted from and to."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment.open_payment import ACC002, toritekihou_open
from pmo_xl.metrics.payment.payment_defaults import coverage
from pmo_xl.metrics.payment.ruling import not_covered
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    question,
    rule,
    undeterminable,
    violation,
)

_HAPPENED = ("accepted_on", "invoiced_on", "paid_on")
_COUNTED = ("received_on", "payment_due_on")


@rule(
    "ACC007",
    judges=Acceptance,
    reads=("order",),
    needs={Order: ("id", "toritekihou")},
    severity=Severity.QUESTION,
    message="{id} は取適法の対象ですが、{problem}",
    remedy="納品書や受領の記録を見て受領日を、契約や請求書を見て支払期日を書いてください。検収日ではなく受け取った日です。",
)
def toritekihou_cannot_be_judged(row: Acceptance, project: Project) -> Judgement | tuple[Judgement, ...]:
    """取適法の対象なのに、受領日か支払期日がない。

    ## 要旨
    取適法が「対象」の発注の検収支払の行で、何かが済んでいる(検収日・請求日・支払日のどれかがある)か、
    検収予定日が基準日より前なのに、受領日か支払期日が空欄のときに、空欄の欄ごとに「要判断」とします。
    まだ何も起きていない、これからの納品と、受け取っただけで検収も請求もまだの納品は見ません。

    支払期日も支払日も空欄のまま、基準日が60日の最終日(受領日の59日後。月締めは2か月)を過ぎると、エラーになります。
    発注の支払月も過ぎていれば、支払の遅れとして ACC002 が指摘するので、支払期日についてここでは重ねて指摘しません。

    ## なぜ問題か
    60日は受領の日から数えます。受領日か支払期日がないと、守れているかどうかが分かりません。
    支払期日を決めていないと、受領した日が支払期日とみなされます。分からないものを「問題なし」とは言えません。

    ## 違反例
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収予定日 | 検収日 | 請求日 | 支払期日 | 支払日 | 指摘 |
    |---|---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | | | 2026/10/20 | | 2026/11/30 | | 受領日 |
    | ACC-002 | ORD-001 | 2026/10/10 | | 2026/10/20 | | | | 支払期日 |
    | ACC-003 | ORD-001 | | | | 2026/10/31 | | | 受領日、支払期日 |
    | ACC-004 | ORD-001 | | | | | 2026/11/30 | 2026/11/27 | 受領日 |
    | ACC-005 | ORD-001 | | 2026/11/29 | | | 2026/12/31 | | 受領日 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    ## 違反例(支払期日が空欄のまま最終日を過ぎた。ACC-003 の支払月の遅れは ACC002 が指摘する)
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 受領日 | 締め区分 | 支払期日 | 支払日 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/1 | 都度 | | | 支払期日(エラー) |
    | ACC-002 | ORD-001 | 2026/10/2 | 都度 | | | |
    | ACC-003 | ORD-002 | 2026/10/1 | 都度 | | | |
    | ACC-004 | ORD-001 | 2026/10/1 | 月締め | | | |
    | ACC-005 | ORD-001 | 2026/9/30 | 月締め | | | 支払期日(エラー) |
    | ACC-006 | ORD-001 | 2026/9/1 | 都度 | | 2026/11/27 | 支払期日 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 支払月 | 取適法 |
    |---|---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | | 対象 |
    | ORD-002 | 当初 | あさひシステム | 2026/5/1 | 2026年10月 | 対象 |

    ## 適合例
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収予定日 | 検収日 | 支払期日 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/10 | 2026/10/20 | 2026/10/20 | 2026/11/30 |
    | ACC-002 | ORD-001 | | 2026/11/30 | | |
    | ACC-003 | ORD-002 | | | 2026/10/20 | |
    | ACC-004 | ORD-003 | | 2026/10/20 | | |
    | ACC-005 | ORD-004 | | | 2026/10/20 | |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | |
    | ORD-002 | 当初 | あさひシステム | 2026/5/1 | 対象外 |
    | ORD-003 | 取消 | あさひシステム | 2026/5/1 | 対象 |
    | ORD-004 | 当初 | みどり情報 | 2025/12/31 | |

    取引先一覧
    | 取引先ID | 取引先名 | 取適法 |
    |---|---|---|
    | VEN-001 | あさひシステム | 対象 |
    | VEN-002 | みどり情報 | |
    """
    covered = coverage(row, project)
    if covered.unknown:
        return undeterminable(covered.unknown)
    if (ruling := not_covered(covered.value)) is not None:
        return judged(ruling, "received_on")
    if not any(getattr(row, field) for field in _HAPPENED):
        if cannot := unknown(row, "received_on", *_HAPPENED, "acceptance_due_on"):
            return cannot
        due = row.acceptance_due_on
        if (late := toritekihou_open(row, project)) and late[0] != ACC002:
            return tuple(_missing(row, project)) or FITS
        if due is None or due >= project.as_of or not is_awaited(row, project):
            return OUT_OF_SCOPE
    return tuple(_missing(row, project)) or FITS


def _missing(row: Acceptance, project: Project) -> Iterator[Judgement]:
    for field in _COUNTED:
        if cannot := unknown(row, field):
            yield cannot
        elif getattr(row, field) is None and (said := _blank(field, row, project)):
            yield said


def _blank(field: str, row: Acceptance, project: Project) -> Judgement | None:
    """What a blank 受領日 or 支払期日 is; None where ACC002 speaks of the cell already."""
    carrier, ruling = (field == "payment_due_on" and toritekihou_open(row, project)) or ("", None)
    if ruling is None:
        problem = f"{row.columns[field].label}が{blank_word(row, field)}で、60日以内の支払かどうかを確かめられません。"
        return question(field, problem=problem)
    if carrier == ACC002:
        return None
    return violation(field, severity=Severity.ERROR, problem=ruling.reason)
