"""QST008: a team that designs for two weeks without one question has not understood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.model.display import day
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.references import people, person_key
from pmo_xl.model.settings import Threshold
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation

SILENT_DAYS = Threshold("質問なし日数", 10, "基本設計を始めて質問が1件もないと指摘する稼働日数")


@rule(
    "QST008",
    judges=Project,
    needs={
        System: ("name", "change_kind"),
        Task: ("phase", "system", "actual_start"),
        Question: ("system", "asked_by"),
        Member: ("name", "systems"),
    },
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(SILENT_DAYS,),
    message="「{name}」は基本設計を {began_on} に始めましたが、質問が1件も出ていません。",
    remedy="担当チームと仕様書の読み合わせをし、疑問点をQA表に書いてもらってください。",
)
def no_questions_from_a_system(project: Project) -> Iterator[tuple[System, Judgement]]:
    """基本設計が始まって10稼働日を過ぎたシステムから、質問が1件も出ていない。

    ## 要旨
    区分が「新規」か「改修」のシステムで、工程「基本設計」の作業の実績開始が基準日の10稼働日前
    (設定の `閾値.質問なし日数`)より前なのに、そのシステムの質問が1件もないときに指摘します。
    そのシステムの質問とは、対象システムがそのシステムのQA、または質問者がそのシステムの人
    (体制表の担当システムにそのシステムがある人と、システム一覧の主担当)のQAです。状態は問いません。

    ## なぜ問題か
    設計を始めれば必ず疑問が出ます。質問が出ないのは、仕様書を読めていないか、思い込みで進めているかで、
    試験になってから大きな手戻りになって現れます。

    ## 違反例
    基準日: 2026-11-30

    システム一覧
    | ID | システム名 | 区分 | 主担当 | 指摘 |
    |---|---|---|---|---|
    | SYS-001 | 会員基盤 | 新規 | 佐藤 花子 | システム名 |
    | SYS-002 | 決済連携 | 改修 | 鈴木 一郎 | |

    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 基本設計 | 会員基盤 | 2026/11/12 |
    | WBS-002 | 基本設計 | 決済連携 | 2026/11/2 |

    QA表
    | QA-ID | 対象システム | 質問者 | 状態 |
    |---|---|---|---|
    | QA-001 | 決済連携 | 鈴木 一郎 | 取下げ |

    ## 適合例
    基準日: 2026-11-30

    システム一覧
    | ID | システム名 | 区分 | 主担当 |
    |---|---|---|---|
    | SYS-001 | 会員基盤 | 新規 | 佐藤 花子 |
    | SYS-002 | 決済連携 | 改修 | 鈴木 一郎 |
    | SYS-003 | 帳票 | 新規 | 高橋 健 |
    | SYS-004 | 認証 | 影響なし | 高橋 健 |
    | SYS-005 | 照会画面 | 改修 | 高橋 健 |
    | SYS-006 | データ連携 | 改修 | 田中 実 |

    体制表
    | 氏名 | 担当システム |
    |---|---|
    | 伊藤 光 | 会員基盤、認証 |

    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 基本設計 | 会員基盤 | 2026/11/2 |
    | WBS-002 | 基本設計 | 決済連携 | 2026/11/2 |
    | WBS-003 | 基本設計 | 帳票 | 2026/11/13 |
    | WBS-004 | 基本設計 | 認証 | 2026/11/2 |
    | WBS-005 | 要件定義 | 照会画面 | 2026/11/2 |
    | WBS-006 | 基本設計 | データ連携 | 2026/11/2 |

    QA表
    | QA-ID | 対象システム | 質問者 | 状態 |
    |---|---|---|---|
    | QA-001 | | 伊藤 光 | 未回答 |
    | QA-002 | 決済連携 | 山本 次郎 | 完了 |
    | QA-003 | | 山本 次郎、田中課長 | 完了 |
    | QA-004 | | 田中 実 | 完了 |
    """
    limit = project.settings.threshold(SILENT_DAYS)
    last = project.calendar.add_business_days(project.as_of, -limit)
    heard, designs = _heard(project), _designs(project)
    for system in project.systems:
        tasks = designs.get(system.name or "", [])
        yield system, _judge(system, tasks, last, system.name in heard, project)


def _judge(system: System, tasks: list[Task], last: date, is_heard: bool, project: Project) -> Judgement:
    if cannot := unknown(system, "name", "change_kind"):
        return cannot
    if system.change_kind not in ("新規", "改修"):
        return OUT_OF_SCOPE
    began_on = min((task.actual_start for task in tasks if task.actual_start), default=date.max)
    if began_on >= last:
        doubts = (unknown(task, "actual_start") for task in tasks if not is_heard)
        return next(filter(None, doubts), OUT_OF_SCOPE)
    if is_heard:
        return FITS
    if any(not qa.is_known("system", "asked_by") for qa in project.questions):
        return undeterminable("「対象システム」か「質問者」を読み取れないQAがあります")
    return violation("name", name=system.name, began_on=day(began_on))


def _designs(project: Project) -> dict[str, list[Task]]:
    """The tasks of 基本設計 by the name of their system."""
    designs: dict[str, list[Task]] = {}
    for task in project.tasks.naming("phase", "基本設計"):
        system = project.system(task.system)
        if system and system.name:
            designs.setdefault(system.name, []).append(task)
    return designs


def _heard(project: Project) -> set[str]:
    """The systems that somebody asked about, or whose people asked anything."""
    asked = [qa.system for qa in project.questions]
    askers = {person_key(name) for qa in project.questions for name in people(qa.asked_by or "")}
    members = [member for member in project.members if person_key(member.name or "") in askers]
    owned = {system.name for system in project.systems if person_key(system.owner or "") in askers}
    named = {name for names in (asked, *(member.systems for member in members)) for name in names}
    found = (project.system(name) for name in named)
    return {name for name in (*owned, *(system.name for system in found if system)) if name}
