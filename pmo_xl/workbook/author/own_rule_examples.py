"""The worked examples that a new 社内規則 sheet begins with, all of them switched off."""

from __future__ import annotations

from typing import Final

from pmo_xl.model.own_rule import OwnRule


def _example(
    number: int, sheet: str, severity: str, condition: str, message: str, remedy: str, rows: str = ""
) -> OwnRule:
    return OwnRule(
        id=f"OWN{number:03}",
        target_sheet=sheet,
        condition=condition,
        rows=rows or None,
        severity=severity,
        message=message,
        remedy=remedy,
        remarks="例です。使うときは有効に ○ を入れ、数や言葉を自社のものに直してください。",
    )


EXAMPLES: Final[tuple[OwnRule, ...]] = (
    _example(
        1, "QA表", "警告",
        'IF([@質問日]="",FALSE,AND([@回答日]="",NOT(以内営業日([@質問日],TODAY(),5))))',
        "質問日([質問日])から5営業日を過ぎても回答がありません。",
        "回答者に回答の見込み日を聞き、回答期限を決め直してください。",
    ),
    _example(
        2, "予算管理表", "エラー",
        'AND([@発注金額]>1000000,COUNTIFS(見積一覧[システム],[@システム名],見積一覧[状態],"受領")<2)',
        "100万円を超える発注([発注金額]円)に、見積が2社分ありません。",
        "もう1社から見積を取るか、1社に限るわけを備考と稟議に書いてください。",
    ),
    _example(
        3, "検収支払", "エラー",
        'AND([@検収日]<>"",[@検収書]="")',
        "検収日([検収日])があるのに、検収書の控えがありません。",
        "検収書の番号か保存先を検収書の列に書いてください。",
        "TRUE",
    ),
    _example(
        4, "課題管理表", "警告",
        'COUNTIFS(課題管理表[担当],[@担当],課題管理表[状態],"対応中")>5',
        "[担当] さんの対応中の課題が5件を超えています。",
        "担当を分けるか、優先度の低い課題の期限を決め直してください。",
        'AND([@担当]<>"",区分([@状態])="進行中")',
    ),
    _example(
        5, "課題管理表", "エラー",
        'AND([@優先度]="高",[@期限]="")',
        "優先度が高い課題に期限がありません。",
        "担当者と期限を決めて書いてください。",
    ),
    _example(
        6, "仕様変更管理表", "要判断",
        'AND([@影響費用]>=5000000,[@承認者]<>"",参照先([@承認者],"役割")<>"PM")',
        "影響費用が500万円以上の変更を、PM 以外([承認者])が承認しています。",
        "職務権限規程で承認できる人かを確かめてください。",
        "TRUE",
    ),
    _example(
        7, "マスタスケジュール", "警告",
        'AND([@予定工数]<>"",[@実績工数]>[@予定工数]*1.2)',
        "実績工数([実績工数])が予定工数([予定工数])を2割超えています。",
        "残りの作業を見積もり直し、予定終了を決め直してください。",
    ),
    _example(
        8, "リスク管理表", "警告",
        'IF([@次回見直し日]="",TRUE,[@次回見直し日]>EDATE(TODAY(),1))',
        "次回見直し日が1か月より先か、決まっていません。",
        "月に1度は見直す日を決めてください。",
    ),
    _example(
        9, "体制表", "情報",
        'IF([@離任日]="",FALSE,AND([@離任日]<=WORKDAY(TODAY(),20),[@後任]=""))',
        "離任日([離任日])まで20営業日以内で、後任が決まっていません。",
        "後任を決め、後任の列に書いてください。",
    ),
    _example(
        10, "要件一覧", "警告",
        'AND([@優先度]="高",OR([@受入条件]="",LEN([@受入条件])<10))',
        "優先度が高い要件の受入条件が、空欄か短すぎます。",
        "誰が何をもって合格とするかを書いてください。",
    ),
)  # fmt: skip
"""Ten checks as offices really ask them."""
