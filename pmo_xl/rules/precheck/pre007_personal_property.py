"""PRE007: properties that tell who made the file, where, and for whom else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.model.precheck_words import PrecheckWords
from pmo_xl.model.references import company_key, person_key
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_PERSONAL: Final = ("作成者", "最終更新者", "管理者", "会社", "テンプレート")
_PROGRAMS: Final = re.compile(
    r"microsoft( corporation| office( user)?)?|python-docx|openpyxl|xlsxwriter|apache poi|docx4j|libreoffice.*|"
    r"openoffice.*|pmo_xl.*|normal(\.dotm?)?",
    re.IGNORECASE,
)
_DEFAULT_TITLE: Final = re.compile(
    r"PowerPoint プレゼンテーション|Microsoft Word - .*|untitled|無題.*", re.IGNORECASE
)

_OURS: Final = (
    "台帳のSHA-256",
    "基準日",
    "作成日",
)  # our own papers say of which state of the ledger they are
_WORDS_OWN: Final = (
    "_MarkAsFinal",
    "_NewReviewCycle",
    "_ReviewingToolsShownOnce",
)  # set by Office itself, they name nobody


@rule(
    "PRE007",
    judges=Document,
    reads=("プロパティ",),
    severity=Severity.WARNING,
    message="{place}に「{match}」が入っています。",
    remedy="ファイル ＞ 情報 ＞ 問題のチェック ＞ ドキュメント検査 で、プロパティと個人情報を削除してください。",
)
def personal_property(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """ファイルのプロパティに、語ファイルの自社・自社の人にない名前が残っている。

    ## 要旨
    作成者、最終更新者、管理者、会社、ユーザー設定のプロパティ、テンプレートが空でなく、語ファイルの [self] の company と
    people のどれでもないとき警告します。「Microsoft Word - 」などの既定のタイトルは情報です。
    Microsoft とソフトの名前、標準のテンプレート(Normal.dotm)、Office が自分で付ける印(_MarkAsFinal など)は指摘しません。

    ## なぜ問題か
    だれが、どこで、ほかのどの会社のために作った文書かが分かります。

    ## 違反例
    語: [self] company = ["サンプル株式会社"]
    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 作成者 | プロパティ | 山田 太郎 | | 警告 |
    | 会社 | プロパティ | みどり銀行 | | 警告 |
    | 案件番号 | プロパティ | P-1023 | ユーザー設定 | 警告 |
    | タイトル | プロパティ | Microsoft Word - 見積書 | | 情報 |

    ## 適合例
    語: [self] company = ["サンプル株式会社"]; people = ["山田 太郎"]
    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 作成者 | プロパティ | 山田　太郎 | | |
    | 会社 | プロパティ | サンプル㈱ | | |
    | 最終更新者 | プロパティ | Microsoft Corporation | | |
    | テンプレート | プロパティ | Normal.dotm | | |
    | タイトル | プロパティ | 基本設計書 | | |
    | _MarkAsFinal | プロパティ | true | ユーザー設定 | |
    """
    return [*_hits(document, delivery.words)] or FITS


def _hits(document: Document, words: PrecheckWords) -> Iterator[Judgement]:
    ours = {company_key(name) for name in words.company} | {person_key(name) for name in words.people}
    for each in document.of("プロパティ"):
        if each.place_key == "タイトル" and _DEFAULT_TITLE.fullmatch(folded(each.text)):
            yield hit(each.text, at=each, severity=Severity.INFO)
        elif _is_personal(each) and not {company_key(each.text), person_key(each.text)} & ours:
            yield hit(each.text, at=each)


def _is_personal(each: Passage) -> bool:
    is_named = each.place_key in _PERSONAL or "ユーザー設定" in each.marks
    return (
        is_named
        and not (each.place_key.startswith("pmo_xl.") or each.place_key in _OURS + _WORDS_OWN)
        and not _PROGRAMS.fullmatch(folded(each.text).strip())
    )
