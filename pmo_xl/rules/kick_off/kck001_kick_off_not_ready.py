"""KCK001: what a kick-off tells, and the book does not say yet."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.milestones import day_of, kick_off
from pmo_xl.metrics.on_the_project import holds_role
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.display import day
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

NOTICE_DAYS = Threshold("キックオフ前の日数", 5, "キックオフの前に、説明することを揃えておく稼働日数")
KEYS = ("目的", "提供価値", "サービス概要", "システム概要")
ROLES = ("PM", "事業責任者")

Where = Record | type[Record]


@rule(
    "KCK001",
    judges=Project,
    needs={Task: ("kind", "title", "planned_finish", "actual_finish"), Member: ("role",), Setting: ()},
    severity=Severity.WARNING,
    thresholds=(NOTICE_DAYS,),
    message="{when}のキックオフで説明することが揃っていません。{what}。",
    remedy="{how}",
)
def kick_off_not_ready(project: Project) -> Iterator[tuple[Where, Judgement]]:
    """キックオフで説明することが、キックオフまでに揃っていない。

    ## 要旨
    キックオフは、マスタスケジュールのマイルストーンのうち、作業名に「キックオフ」「kickoff」「KO会」のどれかを含む行です
    (いくつかあれば最も早い日の行)。実績終了が空欄で、予定終了まで 5 稼働日(設定の `閾値.キックオフ前の日数`)以内のとき、
    次のうち足りないものを1つずつ指摘します。キックオフの当日からはエラーです。

    - 設定の「目的」「提供価値」「サービス概要」「システム概要」
    - 体制表の、役割「PM」と「事業責任者」の人(離任した人は数えません)
    - マスタスケジュールの、キックオフより後のマイルストーン

    キックオフの行がなければ対象外です。

    ## なぜ問題か
    キックオフは、目的・提供価値・サービス・システム・体制・スケジュールを関係者全員に一度に伝える場です。
    書けていない項目は、会議の場で初めて食い違いが分かります。

    ## 違反例
    基準日: 2026-11-30
    指摘: 体制表

    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 目的 | | 値 |
    | 提供価値 | 会員証を1つにする | |
    | サービス概要 | 会員登録と照会 | |
    | システム概要 | 会員基盤を新しく作る | |

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 佐藤 花子 | PM | |
    | 田中 誠 | 事業責任者 | 2026/11/29 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | マイルストーン | プロジェクトキックオフ | 2026/12/7 |
    | WBS-002 | マイルストーン | 要件定義完了 | 2026/12/25 |

    ## 違反例(当日)
    基準日: 2026-11-30
    指摘: マスタスケジュール(エラー)

    設定
    | 項目 | 値 |
    |---|---|
    | 目的 | 会員証を1つにする |
    | 提供価値 | 会員証を1つにする |
    | サービス概要 | 会員登録と照会 |
    | システム概要 | 会員基盤を新しく作る |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | PM |
    | 田中 誠 | 事業責任者 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | マイルストーン | KO会 | 2026/11/30 |
    | WBS-002 | マイルストーン | 契約 | 2026/11/30 |

    ## 適合例
    基準日: 2026-11-30

    設定
    | 項目 | 値 |
    |---|---|
    | 目的 | |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 | 実績終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | Kick-Off の日程 | 2026/12/1 | |
    | WBS-002 | マイルストーン | プロジェクトキックオフ | 2026/12/8 | |
    | WBS-003 | 作業 | キックオフの準備 | 2026/12/1 | |
    """
    milestone = kick_off(project)
    if milestone is None:
        return
    if milestone.actual_finish is not None:
        yield milestone, OUT_OF_SCOPE
    elif cannot := unknown(milestone, "actual_finish") or unfilled(milestone, "planned_finish"):
        yield milestone, cannot
    elif _is_near(milestone, project):
        yield from _things(milestone, project)
    else:
        yield milestone, FITS


def _is_near(milestone: Task, project: Project) -> bool:
    days = project.settings.threshold(NOTICE_DAYS)
    on = day_of(milestone)
    return on is not None and on <= project.calendar.add_business_days(project.as_of, days)


def _things(milestone: Task, project: Project) -> Iterator[tuple[Where, Judgement]]:
    for key in KEYS:
        where, field = _setting(key, project)
        how = f"設定の「{key}」に、キックオフで説明する内容を書いてください。"
        missing = not project.settings.text(key)
        cannot = unknown(where, "value") if missing and isinstance(where, Setting) else None
        what = f"設定の「{key}」が空欄です"
        yield where, cannot or _thing(milestone, project, key, what, how, field, missing)
    for role in ROLES:
        how = f"体制表に役割「{role}」の人を書いてください。"
        missing = not holds_role(role, project)
        yield (
            Member,
            _thing(milestone, project, role, f"体制表に役割「{role}」の人がいません", how, None, missing),
        )
    yield Task, _later(milestone, project)


def _setting(key: str, project: Project) -> tuple[Where, str | None]:
    """Where the value of a key stands: its row, else the sheet."""
    row = next((row for row in project.of(Setting) if row.key == key), None)
    return (row, "value") if row else (Setting, None)


def _later(milestone: Task, project: Project) -> Judgement:
    on = day_of(milestone)
    others = [task for task in project.tasks if task.kind == MILESTONE and task is not milestone]
    days = [day_of(task) for task in others]
    if any(each and on and each > on for each in days):
        return FITS
    if any(not task.is_known("planned_finish") for task in others):
        return undeterminable("予定終了を読み取れないマイルストーンがあります")
    what = "キックオフより後のマイルストーンがありません"
    how = "マスタスケジュールに、要件定義の完了やリリースなど、キックオフより後のマイルストーンを書いてください。"
    return _thing(milestone, project, "マイルストーン", what, how, None, is_missing=True)


def _thing(
    milestone: Task, project: Project, key: str, what: str, how: str, field: str | None, is_missing: bool
) -> Judgement:
    on = day_of(milestone)
    if not is_missing or on is None:
        return FITS
    severity = Severity.ERROR if project.as_of >= on else None
    key_of_sheet = None if field else key
    return violation(field, key=key_of_sheet, severity=severity, when=day(on), what=what, how=how)
