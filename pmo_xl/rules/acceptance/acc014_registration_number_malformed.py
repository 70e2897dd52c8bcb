"""ACC014: a 登録番号 that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pmo_xl.metrics.payment.registration_number import registration_number_ruling
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, Subject, rule, violation


@rule(
    "ACC014",
    judges=Project,
    severity=Severity.ERROR,
    message="{reason}",
    remedy="請求書か国税庁の適格請求書発行事業者公表サイトで番号を確かめて直してください。個人事業者の番号なら、検査用数字の警告は免除にしてください。",
)
def registration_number_malformed(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """登録番号の形が正しくない。

    ## 要旨
    取引先一覧と検収支払の登録番号が、Tと13桁の数字でないときに指摘します。全角や小文字、前後の空白は問いません。
    形は正しくても、法人番号の検査用数字(先頭の1桁)が合わないときは警告です。法人なら打ち間違いですが、
    個人事業者の番号は法人番号ではないので、合わなくてもかまいません。空欄は ACC015 が見ます。

    ## なぜ問題か
    番号の誤った請求書では、消費税の仕入税額控除を受けられないことがあります。桁の打ち間違いは、検査用数字で
    ほとんど見つけられます。

    ## 違反例
    取引先一覧
    | 取引先ID | 取引先名 | 登録番号 | 指摘 |
    |---|---|---|---|
    | VEN-001 | あさひシステム | T712345678901 | 登録番号 |
    | VEN-002 | みどり情報 | 7123456789012 | 登録番号 |
    | VEN-003 | ひかり電算 | T7123456789013 | 登録番号(警告) |

    検収支払
    | 検収ID | 発注ID | 登録番号 | 指摘 |
    |---|---|---|---|
    | ACC-001 | ORD-001 | T71234567890123 | 登録番号 |
    | ACC-002 | ORD-001 | T1234567890123 | 登録番号(警告) |

    ## 適合例
    取引先一覧
    | 取引先ID | 取引先名 | 登録番号 |
    |---|---|---|
    | VEN-001 | あさひシステム | T7123456789012 |
    | VEN-002 | みどり情報 | ｔ４０１１００１０９８９９３ |
    | VEN-003 | ひかり電算 | |

    検収支払
    | 検収ID | 発注ID | 登録番号 |
    |---|---|---|
    | ACC-001 | ORD-001 | T7010705000725 |
    | ACC-002 | ORD-001 | |
    """
    for vendor in project.vendors:
        yield vendor, _judge(vendor)
    for row in project.acceptances:
        yield row, _judge(row)


def _judge(record: Vendor | Acceptance) -> Judgement:
    if cannot := unknown(record, "registration_number"):
        return cannot
    if not record.registration_number:
        return OUT_OF_SCOPE
    return _of_number(record.registration_number)


@lru_cache(maxsize=1024)  # the rows of one vendor share its number
def _of_number(number: str) -> Judgement:
    ruling = registration_number_ruling(number)
    if ruling.verdict is Verdict.VIOLATION:
        return violation("registration_number", expected="Tと13桁の数字", reason=ruling.reason)
    if ruling.verdict is Verdict.QUESTION:
        return violation("registration_number", severity=Severity.WARNING, reason=ruling.reason)
    return FITS
