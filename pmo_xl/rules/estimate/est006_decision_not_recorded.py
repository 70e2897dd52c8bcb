"""EST006: a question that is decided twice, by nobody, or not in time."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.approvers import is_approver
from pmo_xl.metrics.option_topics import Topic, topic_of
from pmo_xl.model.display import day
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "EST006",
    judges=Option,
    reads=("subject", "decision", "due_on"),
    severity=Severity.ERROR,
    message="論点「{subject}」の案「{title}」: {problem}。",
    remedy="論点ごとに採用を1つにし、承認者の氏名と決めた日を書いてください。まだ決められないなら判断期限を見直してください。",
)
def decision_not_recorded(option: Option, project: Project) -> Iterator[Judgement]:
    """論点の決定は、1つの採用・承認者の決定者・決定日で残さなければならない。

    ## 要旨
    対応案比較の論点ごとに、次のときに指摘します(論点は、全角・半角と前後の空白の違いを除いて同じなら1つです)。

    1. 採用が2件以上ある(それぞれの採否、エラー)
    2. 採用の案で、決定者か決定日が空欄(その欄、エラー)。決定者が、体制表で承認者役割(設定。ふつうは事業責任者)を持つ人でない
       (決定者、エラー)
    3. 採用がなく、すべて不採用でもないまま、いちばん早い判断期限を基準日が過ぎた(判断期限、警告)。当日は過ぎていません

    まだ決まっていない論点は、判断期限までは対象外です。

    ## なぜ問題か
    だれがいつ決めたかの残らない決定は、後から覆ります。採用が2つあれば、システムごとに違う案で作り始めます。

    ## 違反例
    基準日: 2026-11-30

    対応案比較
    | 案ID | 論点 | 採否 | 決定者 | 決定日 | 判断期限 | 指摘 |
    |---|---|---|---|---|---|---|
    | OPT-001 | 移行方式 | 採用 | 田中 誠 | 2026/11/2 | | 採否 |
    | OPT-002 | 移行方式 | 採用 | | 2026/11/2 | | 採否、決定者 |
    | OPT-003 | 切替え | 採用 | 佐藤 花子 | | | 決定者、決定日 |
    | OPT-004 | DB | | | | 2026/12/15 | |
    | OPT-005 | DB | 不採用 | | | 2026/11/29 | 判断期限(警告) |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 田中 誠 | 事業責任者 |
    | 佐藤 花子 | PM |

    ## 適合例
    基準日: 2026-11-30

    対応案比較
    | 案ID | 論点 | 採否 | 決定者 | 決定日 | 判断期限 |
    |---|---|---|---|---|---|
    | OPT-001 | 移行方式 | 採用 | 田中 誠 | 2026/11/2 | 2026/11/1 |
    | OPT-002 | 移行方式 | 不採用 | | | |
    | OPT-003 | 切替え | 不採用 | | | 2026/11/1 |
    | OPT-004 | DB | 保留 | | | 2026/11/30 |
    | OPT-005 | DB | | | | |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 田中 誠 | 事業責任者 |
    """
    topic = topic_of(option, project)
    if not topic.name:
        yield undeterminable("論点が空欄の行があります")
    elif option in topic.adopted:
        yield from _adopted(option, topic, project)
    elif topic.adopted or topic.is_settled:
        yield FITS
    else:
        yield _undecided(option, topic, project)


def _adopted(option: Option, topic: Topic, project: Project) -> Iterator[Judgement]:
    others = len(topic.adopted) - 1
    if others:
        problem = f"採用が {others + 1} 件あり、どれに決まったか分かりません"
        yield violation("decision", problem=problem, expected="採用は1つ")
    yield from blanks(option, "decided_by", "decided_on")
    if option.decided_by:
        yield unknown(option, "decided_by") or _decider(option.decided_by, project)
    yield unknown(option, "decided_by", "decided_on") or FITS


def _decider(name: str, project: Project) -> Judgement:
    entitled = is_approver(name, project)
    if entitled is None:
        return undeterminable("体制表がないか役割を読み取れず、決定者が承認者かどうか分かりません")
    if entitled:
        return FITS
    roles = "・".join(project.settings.approver_roles)
    return violation(
        "decided_by", problem=f"決定者の {name} は{roles}ではありません", expected=f"{roles}の氏名"
    )


def _undecided(option: Option, topic: Topic, project: Project) -> Judgement:
    """What is said of an option of a topic that nobody has decided: late at the earliest 判断期限."""
    if topic.due is not option or option.due_on is None or option.due_on >= project.as_of:
        return OUT_OF_SCOPE
    problem = f"判断期限 {day(option.due_on)} を過ぎても決まっていません"
    return violation("due_on", severity=Severity.WARNING, problem=problem)
