"""ORG005: people who leave, and nobody takes over."""

from __future__ import annotations

from collections import Counter

from pmo_xl.metrics.lines_of_report import has_subordinates
from pmo_xl.metrics.on_the_project import leaves_on
from pmo_xl.metrics.succession import successor_of, successor_problem
from pmo_xl.metrics.workload import OpenWork, open_work
from pmo_xl.model.display import day
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import people, person_key
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

NOTICE_DAYS = Threshold("後任を決める日数", 10, "離任日の前に後任を決めておく稼働日数")


@rule(
    "ORG005",
    judges=Member,
    reads=("name", "left_on"),
    severity=Severity.WARNING,
    thresholds=(NOTICE_DAYS,),
    message="{name} さんは {when}が、{problem}(残っているもの: {left})。",
    remedy="離任日より後も案件にいる人を後任に決めて書き、担当・主担当・報告先を書き換えてください。",
)
def leaver_without_successor(member: Member, project: Project) -> Judgement:
    """離任する人の後任が決まっていない。

    ## 要旨
    離任日まで 10 稼働日(設定の `閾値.後任を決める日数`)以内の人と離任した人が、終わっていない仕事を担当している、システムの
    主担当である、だれかの報告先である、のどれかに当たり、後任が空欄、体制表にない人、本人、同じ日までに離任する人の
    どれかのときに指摘します。離任日を過ぎるとエラーです。終わっていない仕事は、期限超過一覧の担当で数えます。
    2つの役割の行がある人は、どの行にも離任日があるときに、いちばん遅い日を離任日とみなし、初めの行を指摘します。
    後任が決まっていれば、離任日までは ORG002 も指摘しません。

    ## なぜ問題か
    引き継ぐ相手がいなければ引継ぎは始まらず、離任した日から仕事もシステムも、部下の報告先も宙に浮きます。

    ## 違反例
    基準日: 2026-11-30

    体制表
    | ID | 氏名 | 役割 | 報告先 | 離任日 | 後任 | 指摘 |
    |---|---|---|---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | | 2026/12/14 | | 後任 |
    | PER-002 | 鈴木 一郎 | PMO | 佐藤 花子 | 2026/11/30 | 鈴木 一郎 | 後任 |
    | PER-003 | 高橋 健太 | システム担当 | 鈴木 一郎 | 2026/11/29 | 佐々木 優 | 後任(エラー) |
    | PER-004 | 佐々木 優 | システム担当 | | 2026/11/29 | | |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 高橋 健太 |

    課題管理表
    | 課題ID | 件名 | 担当 | 状態 |
    |---|---|---|---|
    | ISS-001 | 帳票の文字化け | 鈴木 一郎 | 対応中 |

    ## 適合例
    基準日: 2026-11-30

    体制表
    | ID | 氏名 | 役割 | 報告先 | 離任日 | 後任 |
    |---|---|---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | | 2026/12/15 | |
    | PER-002 | 鈴木 一郎 | PMO | 佐藤 花子 | 2026/11/30 | 佐々木 優 |
    | PER-003 | 高橋 健太 | システム担当 | 佐藤 花子 | 2026/11/29 | |
    | PER-004 | 佐々木 優 | システム担当 | | 2026/12/1 | |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 鈴木 一郎 |

    課題管理表
    | 課題ID | 件名 | 担当 | 状態 |
    |---|---|---|---|
    | ISS-001 | 帳票の文字化け | 高橋 健太 | 完了 |
    """
    rows = project.roles_of(member.name)
    if not rows or rows[0] is not member:
        return OUT_OF_SCOPE  # the person's first row speaks
    if cannot := next(filter(None, (unknown(row, "left_on") for row in rows)), None):
        return cannot
    last_day = leaves_on(rows)
    limit = project.calendar.add_business_days(project.as_of, project.settings.threshold(NOTICE_DAYS))
    if last_day is None or last_day > limit:
        return OUT_OF_SCOPE
    work = open_work(project).get(person_key(member.name or ""), OpenWork())
    left = _left(member, work, project)
    if not left:
        return undeterminable("状態か担当を読み取れない行があります") if work.doubtful else FITS
    others = (row for name in people(successor_of(rows) or "") for row in project.roles_of(name))
    if cannot := next(filter(None, (unknown(row, "left_on") for row in others)), None):
        return cannot
    if cannot := next(filter(None, (unknown(row, "successor") for row in rows if row.unread)), None):
        return cannot
    problem = successor_problem(rows, last_day, project)
    if problem is None:
        return FITS
    is_gone = last_day < project.as_of
    return violation(
        "successor",
        severity=Severity.ERROR if is_gone else None,
        expected="離任日より後も案件にいる人の氏名",
        when=f"{day(last_day)} に離任しました" if is_gone else f"{day(last_day)} に離任します",
        problem=problem,
        left=left,
    )


def _left(member: Member, work: OpenWork, project: Project) -> str:
    """What is the leaver's still: open rows by sheet, systems, people who report to them; "" for nothing."""
    name, key = member.name or "", person_key(member.name or "")
    sheets = Counter(record.sheet.label for record in work.records)
    parts = [f"{sheet} {count} 件" for sheet, count in sheets.items()]
    owned = [s.name or "" for s in project.systems if s.owner and key in map(person_key, people(s.owner))]
    parts += [f"{'、'.join(owned)} の主担当"] if owned else []
    parts += ["ほかの人の報告先"] if has_subordinates(name, project) else []
    return "、".join(parts)
