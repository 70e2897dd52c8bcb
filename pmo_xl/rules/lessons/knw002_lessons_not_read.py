"""KNW002: lessons of other projects that this one has not looked at, though its kick-off is past."""

from __future__ import annotations

from pmo_xl.metrics.milestones import kick_off, kick_off_day
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

DAYS_TO_READ = Threshold("教訓確認日数", 5, "キックオフから、過去の教訓に目を通し終える稼働日数")


@rule(
    "KNW002",
    judges=Lesson,
    reads=("project", "confirmed_on"),
    needs={Task: (), Setting: ()},
    severity=Severity.WARNING,
    thresholds=(DAYS_TO_READ,),
    message="{id}({project}の教訓)に、キックオフ {on} から {days} 稼働日を過ぎても目を通していません。",
    remedy="この案件で同じことが起こらないかを確かめ、目を通した日を確認日に書いてください。要るものはチェックリストに入れてください。",
)
def lessons_not_read(lesson: Lesson, project: Project) -> Judgement:
    """ほかの案件の教訓は、キックオフから5稼働日のうちに目を通さなければならない。

    ## 要旨
    ナレッジの案件に、この案件(設定の案件名)でない名前がある行は、ほかの案件の教訓です。確認日が空欄のまま、キックオフから
    5稼働日(設定の `閾値.教訓確認日数`)を過ぎたら警告です。キックオフは、作業名に「キックオフ」などを含むマイルストーンの日
    (実績終了、なければ予定終了)、なければ設定の開始日です。どちらもなければ対象外です。

    ## なぜ問題か
    教訓は、計画を決める前に読んで初めて役に立ちます。始まってから同じ失敗をすると、読まなかったことがいちばんの原因になります。

    ## 違反例
    基準日: 2026-11-30

    設定
    | 項目 | 値 |
    |---|---|
    | 案件名 | 会員証の刷新 |
    | 開始日 | 2026-11-19 |

    ナレッジ
    | 教訓ID | 状況 | 案件 | 確認日 | 指摘 |
    |---|---|---|---|---|
    | KNW-001 | 審査に2か月かかった | 決済の更改 | | 確認日 |

    ## 適合例
    基準日: 2026-11-30

    設定
    | 項目 | 値 |
    |---|---|
    | 案件名 | 会員証の刷新 |
    | 開始日 | 2026-11-02 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | マイルストーン | キックオフ | 2026/11/20 |

    ナレッジ
    | 教訓ID | 状況 | 案件 | 確認日 |
    |---|---|---|---|
    | KNW-001 | 審査に2か月かかった | 決済の更改 | |
    | KNW-002 | 環境が足りなかった | 決済の更改 | 2026/11/5 |
    | KNW-003 | 用語が割れた | 会員証の 刷新 | |
    | KNW-004 | 用語が割れた | | |
    """
    if not lesson.project or name_key(lesson.project) == name_key(project.settings.project_name):
        return OUT_OF_SCOPE
    if lesson.confirmed_on is not None:
        return FITS
    milestone, on = kick_off(project), kick_off_day(project)
    if milestone and (cannot := unknown(milestone, "actual_finish", "planned_finish")):
        return cannot
    if on is None:
        return OUT_OF_SCOPE
    days = project.settings.threshold(DAYS_TO_READ)
    return violation("confirmed_on", on=day(on), days=days) if is_over(on, days, project) else FITS
