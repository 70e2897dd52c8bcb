"""RFP005: an RFP that does not say what a bidder must know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.rfp import issue_days
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.setting import Setting
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, Judgement, Severity, Subject, rule, undeterminable, violation

_QUESTIONS, _PROPOSALS = "RFP.質問期限", "RFP.提案期限"
RFP_KEYS = ("RFP.提出先", _QUESTIONS, _PROPOSALS, "RFP.評価基準", "RFP.契約条件")
_WANTED = ("目的", "サービス概要", *RFP_KEYS)


@rule(
    "RFP005",
    judges=Project,
    needs=(RfpItem,),
    severity=Severity.WARNING,
    message="{what}。",
    remedy="設定シートのその項目を書いてください。RFPは、設定の値をそのまま載せます。",
)
def rfp_incomplete(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """RFPを出すには、目的・提出先・期限・評価基準・契約条件がそろっていなければならない。

    ## 要旨
    RFP照合表に行がある台帳で、設定の 目的・サービス概要・RFP.提出先・RFP.質問期限・RFP.提案期限・RFP.評価基準・RFP.契約条件 の
    どれかが空欄のときに、項目ごとに指摘します(警告。最初の発行日からはエラー)。

    また、最後の発行日・質問期限・提案期限がこの順に並んでいないときに指摘します(エラー。同じ日は構いません)。
    質問期限が発行日より前なら質問期限に、そうでなければ提案期限に指摘します。

    ## なぜ問題か
    書いていないことに、提案者は答えられません。提案の形がそろわず、比べられません。

    ## 違反例
    基準日: 2026-02-01

    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 目的 | 会員情報を1つにする。 | |
    | サービス概要 | 会員登録と照会。 | |
    | RFP.提出先 | | 値 |
    | RFP.質問期限 | 2026-02-13 | |
    | RFP.提案期限 | 2026-02-12 | 値(エラー) |
    | RFP.評価基準 | 価格 30・体制 70 | |
    | RFP.契約条件 | 請負 | |

    RFP照合表
    | RFP-ID | 発行日 |
    |---|---|
    | RFP-001 | 2026/2/2 |

    ## 違反例(発行した後)
    基準日: 2026-02-02
    指摘: 設定(エラー)

    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 目的 | 会員情報を1つにする。 | |
    | サービス概要 | 会員登録と照会。 | |
    | RFP.提出先 | 購買部 | |
    | RFP.質問期限 | 2026-02-01 | 値(エラー) |
    | RFP.提案期限 | 2026-02-27 | |
    | RFP.評価基準 | | 値(エラー) |

    RFP照合表
    | RFP-ID | 発行日 |
    |---|---|
    | RFP-001 | 2026/2/2 |

    ## 適合例
    基準日: 2026-02-02

    設定
    | 項目 | 値 |
    |---|---|
    | 目的 | 会員情報を1つにする。 |
    | サービス概要 | 会員登録と照会。 |
    | RFP.提出先 | 購買部 |
    | RFP.質問期限 | 2026-02-02 |
    | RFP.提案期限 | 2026-02-02 |
    | RFP.評価基準 | 価格 30・体制 70 |
    | RFP.契約条件 | 請負 |

    RFP照合表
    | RFP-ID | 発行日 |
    |---|---|
    | RFP-001 | 2026/1/30 |
    | RFP-002 | 2026/2/2 |
    """
    for key in _WANTED:
        yield _row(key, project) or Setting, _filled(key, project)
    for key, judgement in _dates(project):
        yield _row(key, project) or Setting, judgement


def _row(key: str, project: Project) -> Setting | None:
    return next(iter(project.settings.naming("key", key)), None)


def _filled(key: str, project: Project) -> Judgement:
    if project.settings.text(key).strip():
        return FITS
    row = _row(key, project)
    if row and (cannot := unknown(row, "value")):
        return cannot
    days = issue_days(project)
    is_out = bool(days) and days[0] <= project.as_of
    field = "value" if row else None
    what = f"設定の「{key}」が空欄で、RFPに載りません"
    return violation(field, key=key, severity=Severity.ERROR if is_out else None, what=what, expected=key)


def days_in_order(project: Project) -> bool:
    """Whether issue, questions and proposals follow each other, as far as their days are there and can be read."""
    return not any(True for _ in _dates(project))


def _dates(project: Project) -> Iterator[tuple[str, Judgement]]:
    """What is said of the order of the days, and at which key."""
    told = {key: project.settings.day(key) for key in (_QUESTIONS, _PROPOSALS)}
    for key, on in told.items():
        if on is None and project.settings.text(key).strip():
            yield key, undeterminable(f"設定の「{key}」を日付として読み取れません")
    issued = issue_days(project)[-1:]
    questions, proposals = told[_QUESTIONS], told[_PROPOSALS]
    if issued and questions and questions < issued[0]:
        yield _QUESTIONS, _before(_QUESTIONS, questions, "最後の発行日", issued[0])
    elif proposals and questions and proposals < questions:
        yield _PROPOSALS, _before(_PROPOSALS, proposals, "質問期限", questions)
    elif issued and proposals and proposals < issued[0]:
        yield _PROPOSALS, _before(_PROPOSALS, proposals, "最後の発行日", issued[0])


def _before(key: str, on: date, other: str, than: date) -> Judgement:
    what = f"設定の「{key}」{day(on)} が、{other} {day(than)} より前です"
    return violation("value", key=key, severity=Severity.ERROR, what=what, expected=f"{day(than)} 以降")
