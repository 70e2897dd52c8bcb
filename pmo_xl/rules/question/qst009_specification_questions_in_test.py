"""QST009: questions about the specification that come only while testing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.model.verdict import Verdict
from pmo_xl.model.vocabulary import TEST_PHASES
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation

MOST_IN_TEST = Threshold("試験中の仕様QA率", 20, "試験に入ってからのQAに占める仕様の質問の割合(%)")
FEWEST_IN_TEST = Threshold("試験中のQA件数", 5, "試験中の仕様の質問を数え始める、試験中のQAの件数")


@rule(
    "QST009",
    judges=Project,
    needs={Question: ("category", "asked_on", "system"), Task: ("phase", "system", "actual_start")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(MOST_IN_TEST, FEWEST_IN_TEST),
    message="試験が始まってからのQA {total} 件のうち {count} 件が仕様についての質問です({limit}% まで)。",
    remedy="どの要件の質問かを分類し、仕様書の抜けを洗い出してください。同じ要件の試験項目も見直してください。",
)
def specification_questions_in_test(project: Project) -> Iterator[tuple[type[Question], Judgement]]:
    """試験が始まってからのQAに、仕様についての質問が多い。

    ## 要旨
    試験が始まってから出たQAのうち、分類が「仕様」のものが 20%(設定の `閾値.試験中の仕様QA率`)を超えるときに、
    QA表全体について1件だけ指摘します。試験が始まってから出たQAが5件(設定の `閾値.試験中のQA件数`)に
    満たないときは見ません。
    「試験が始まってから」とは、質問日が、対象システムの試験の作業(工程が単体試験・結合試験・対向試験・
    総合試験・受入試験のもの)で最も早い実績開始の日以降であることです。システムを
    書いていない試験の作業は、どのシステムの試験でもあるとみなします。対象システムが空欄のQAは、最も早く始まった試験と比べます。

    ## なぜ問題か
    仕様の質問は設計までに出尽くしているはずです。試験で出るのは、設計のときに決めきれていなかった証拠で、
    仕様変更と手戻りがこの後に続きます。

    ## 違反例
    指摘: QA表

    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 結合試験 | 会員基盤 | 2026/11/2 |

    QA表
    | QA-ID | 分類 | 対象システム | 質問日 |
    |---|---|---|---|
    | QA-001 | 仕様 | 会員基盤 | 2026/11/2 |
    | QA-002 | 仕様 | | 2026/11/9 |
    | QA-003 | 試験 | 会員基盤 | 2026/11/10 |
    | QA-004 | 試験 | 会員基盤 | 2026/11/11 |
    | QA-005 | IF | 会員基盤 | 2026/11/12 |

    システム一覧
    | ID | システム名 |
    |---|---|
    | SYS-001 | 会員基盤 |

    ## 適合例(ちょうど20%)
    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 結合試験 | 会員基盤 | 2026/11/2 |
    | WBS-002 | 単体試験 | 決済連携 | |
    | WBS-003 | 開発 | 決済連携 | 2026/10/1 |

    QA表
    | QA-ID | 分類 | 対象システム | 質問日 |
    |---|---|---|---|
    | QA-001 | 仕様 | 会員基盤 | 2026/11/1 |
    | QA-002 | 仕様 | 会員基盤 | 2026/11/9 |
    | QA-003 | 試験 | 会員基盤 | 2026/11/10 |
    | QA-004 | 試験 | 会員基盤 | 2026/11/11 |
    | QA-005 | IF | 会員基盤 | 2026/11/12 |
    | QA-006 | 運用 | | 2026/11/13 |
    | QA-007 | 仕様 | 決済連携 | 2026/11/13 |

    システム一覧
    | ID | システム名 |
    |---|---|
    | SYS-001 | 会員基盤 |
    | SYS-002 | 決済連携 |

    ## 適合例(5件に満たない)
    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 総合試験 | | 2026/11/2 |

    QA表
    | QA-ID | 分類 | 対象システム | 質問日 |
    |---|---|---|---|
    | QA-001 | 仕様 | 会員基盤 | 2026/11/9 |
    | QA-002 | 仕様 | 会員基盤 | 2026/11/10 |
    | QA-003 | 仕様 | | 2026/11/11 |
    | QA-004 | 仕様 | 会員基盤 | 2026/11/12 |

    システム一覧
    | ID | システム名 |
    |---|---|
    | SYS-001 | 会員基盤 |
    """
    tests = [task for task in project.tasks if task.phase in TEST_PHASES]
    starts = _starts(tests, project)
    asked = [qa for qa in project.questions if _is_in_test(qa, starts, project)]
    count = sum(qa.category == "仕様" for qa in asked)
    said = _judge(count, len(asked), _unreadable(project), project)
    doubts = (unknown(task, "actual_start") for task in tests if said.verdict is not Verdict.VIOLATION)
    yield Question, next(filter(None, doubts), said)


def _unreadable(project: Project) -> int:
    """How many questions cannot be placed, or have no readable 分類."""
    return sum(not qa.is_known("category", "asked_on", "system") for qa in project.questions)


def _judge(count: int, total: int, unreadable: int, project: Project) -> Judgement:
    limit = project.settings.threshold(MOST_IN_TEST)
    least = project.settings.threshold(FEWEST_IN_TEST)

    def is_hit(more: int) -> bool:
        """Whether so many more questions would be too many."""
        return total + more >= least and (count + more) * 100 > limit * (total + more)

    if is_hit(0):
        return violation(count=count, total=total, limit=limit)
    if is_hit(unreadable):
        return undeterminable("「分類」「質問日」「対象システム」を読み取れないQAがあります")
    return FITS if total >= least else OUT_OF_SCOPE


def _starts(tests: list[Task], project: Project) -> dict[str | None, date]:
    """The first 実績開始 of a 試験 task by system; None: of the tasks that name no system."""
    starts: dict[str | None, date] = {}
    for task in tests:
        if task.actual_start:
            name = _name(task.system, project)
            starts[name] = min(task.actual_start, starts.get(name, task.actual_start))
    return starts


def _is_in_test(qa: Question, starts: dict[str | None, date], project: Project) -> bool:
    if qa.asked_on is None or not qa.is_known("category", "system"):
        return False
    names = (_name(qa.system, project), None) if qa.system else starts
    began = min((starts[name] for name in names if name in starts), default=date.max)
    return qa.asked_on >= began


def _name(name: str | None, project: Project) -> str | None:
    system = project.system(name)
    return system.name if system else name
