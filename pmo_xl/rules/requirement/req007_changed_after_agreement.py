"""REQ007: an agreed text that is no longer the text that was agreed."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.fingerprint import fingerprint, read_fingerprint
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
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
from pmo_xl.rules.screens import where


@rule(
    "REQ007",
    judges=Requirement,
    screen=where("agreement", "合意済"),
    reads=(
        "id",
        "kind",
        "statement",
        "systems",
        "acceptance_criteria",
        "agreement",
        "agreed_on",
        "agreed_fingerprint",
    ),
    needs={SpecChange: ("requirements", "status", "approved_on")},
    severity=Severity.ERROR,
    message="{id} は {agreed} に合意した後で内容が変わっています{covered}。",
    remedy="変わった内容で合意を取り直し、合意日を新しくしてください。誤って変わったのなら元に戻してください。仕様変更がなければ起票してください。",
)
def changed_after_agreement(requirement: Requirement, project: Project) -> Judgement:
    """合意済の要件の内容が、合意した後で変わっている。

    ## 要旨
    合意状態が「合意済」の要件について、種別・要件内容・関連システム・受入条件が、合意したときと違うときに指摘します。
    合意したときの内容は、隠し列「合意時指紋」に「合意の日:16桁の符号」の形で残っています。全角・半角の違いと
    前後の空白、関連システムの順序の違いは、変わったとみなしません。

    その要件を対象要件に書いた仕様変更が合意の日以降に承認されているときは、エラーではなく要判断です
    (承認された変更のとおりに直しただけかを、人が確かめます)。
    指紋が空欄・形の違うもの、指紋の日より合意日が新しいもの(合意を取り直した後で、まだ指紋が付いていないもの)は
    判定不能とします。指紋は `pmo-xl fix` が付けます。確かめるだけの `pmo-xl check` が書き換えることはありません。

    ## なぜ問題か
    合意した後の書き換えは、合意した相手には見えません。「合意したのは前の文言だ」と分かるのは、
    受入試験で動くものを見たときです。

    ## 違反例
    要件一覧
    | 要件ID | 種別 | 要件内容 | 関連システム | 受入条件 | 合意状態 | 合意日 | 合意時指紋 | 指摘 |
    |---|---|---|---|---|---|---|---|---|
    | REQ-001 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/5/10 | 20260510:f95aed267199d9a3 | 要件内容 |
    | REQ-002 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/5/10 | 20260510:f95aed267199d9a3 | 要件内容(要判断) |
    | REQ-003 | 機能 | 退会した会員番号は再利用しない。 | 会員基盤、帳票 | 一覧で確かめる | 合意済 | 2026/5/10 | 20260510:f95aed267199d9a3 | 要件内容 |
    | REQ-004 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/5/10 | 20260510:f95aed267199d9a3 | 要件内容 |

    仕様変更管理表
    | 変更ID | 対象要件 | 状態 | 承認日 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | 承認待ち | |
    | CHG-002 | REQ-002 | 承認済 | 2026/5/10 |
    | CHG-004 | REQ-004 | 周知済 | 2026/5/9 |

    ## 適合例
    要件一覧
    | 要件ID | 種別 | 要件内容 | 関連システム | 受入条件 | 合意状態 | 合意日 | 合意時指紋 |
    |---|---|---|---|---|---|---|---|
    | REQ-001 | 機能 | 退会した会員番号は再利用しない。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/5/10 | 20260510:f95aed267199d9a3 |
    | REQ-002 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 再合意要 | 2026/5/10 | 20260510:f95aed267199d9a3 |
    | REQ-003 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/6/1 | 20260510:f95aed267199d9a3 |
    | REQ-004 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/5/10 | |
    | REQ-005 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 合意済 | 2026/5/10 | 確認済 |
    """
    if requirement.agreement != "合意済":
        return OUT_OF_SCOPE
    agreed = read_fingerprint(requirement.agreed_fingerprint)
    if agreed is None:
        return undeterminable("合意時指紋が空欄か、形の違う行があります")
    agreed_on, stored = agreed
    if stored == fingerprint(requirement):
        return FITS
    if requirement.agreed_on and requirement.agreed_on > agreed_on:
        return undeterminable("合意日が指紋より新しく、指紋がまだ付いていない行があります")
    return _changed(requirement, agreed_on, project)


def _changed(requirement: Requirement, agreed_on: date, project: Project) -> Judgement:
    named = project.spec_changes.naming("requirements", requirement.id)
    covering = [change for change in named if _covers(change, agreed_on)]
    if not covering:
        return violation("statement", agreed=day(agreed_on), covered="(承認された仕様変更はありません)")
    ids = "、".join(change.row_id or "(番号なし)" for change in covering)
    return question("statement", agreed=day(agreed_on), covered=f"({ids} の承認どおりか確かめてください)")


def _covers(change: SpecChange, agreed_on: date) -> bool:
    """Whether the change was approved after the text was agreed, so that it may be why the text differs."""
    return change.is_approved and (change.approved_on is None or change.approved_on >= agreed_on)
