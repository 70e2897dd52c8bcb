"""ISS008: open issues that pile up on one person."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.workload import Workload, open_issues
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation

MOST_ISSUES = Threshold("担当件数", 10, "1人で抱えすぎとみなす未完了の課題の件数")
LARGEST_SHARE = Threshold("担当割合", 40, "1人に偏りすぎとみなす未完了の課題の割合(%)")
FEWEST_IN_ALL = Threshold("偏りを見る件数", 10, "偏りを見始める、未完了の課題の全件数")


@rule(
    "ISS008",
    judges=Project,
    needs={Issue: ("status", "owner"), Member: ("name",)},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(MOST_ISSUES, LARGEST_SHARE, FEWEST_IN_ALL),
    message="{name} さんが未完了の課題 {total} 件のうち {count} 件({share}%)の担当です。",
    remedy="課題を分け直すか、手伝う人を付けてください。担当がその人でなければ決められない理由も確かめてください。",
)
def too_many_on_one_person(project: Project) -> Iterator[tuple[Member, Judgement]]:
    """未完了の課題が一人に集まりすぎている。

    ## 要旨
    一人が担当する未完了(完了・取下げでない)の課題が10件(設定の `閾値.担当件数`)以上のとき、または
    未完了の課題が全部で10件(設定の `閾値.偏りを見る件数`)以上あり、その 40%(設定の `閾値.担当割合`)を
    超えるときに、体制表のその人の行について指摘します。兼任で行が2つある人は、上の行に指摘します。
    担当に何人か書いてあるときは、先頭の人の課題と数えます。
    体制表にない人の課題は ISS002 が指摘します。

    ## なぜ問題か
    一人に集まった課題は順番待ちになり、その人が休むと全部が止まります。件数が多い人ほど報告する時間もなく、
    遅れが見えにくくなります。

    ## 違反例(10件以上)
    課題管理表
    | 課題ID | 担当 | 状態 |
    |---|---|---|
    | ISS-001 | 佐藤 花子 | 対応中 |
    | ISS-002 | 佐藤 花子 | 対応中 |
    | ISS-003 | 佐藤花子 | 対応中 |
    | ISS-004 | 佐藤 花子、鈴木 一郎 | 対応中 |
    | ISS-005 | 佐藤 花子 | 未着手 |
    | ISS-006 | 佐藤 花子 | 未着手 |
    | ISS-007 | 佐藤 花子 | 未着手 |
    | ISS-008 | 佐藤 花子 | 確認待ち |
    | ISS-009 | 佐藤 花子 | 確認待ち |
    | ISS-010 | 佐藤 花子 | 確認待ち |

    体制表
    | ID | 氏名 | 役割 | 指摘 |
    |---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | 氏名 |
    | PER-002 | 佐藤 花子 | システム担当 | |
    | PER-003 | 鈴木 一郎 | システム担当 | |

    ## 違反例(全部で10件あり、40%を超える)
    課題管理表
    | 課題ID | 担当 | 状態 |
    |---|---|---|
    | ISS-001 | 佐藤 花子 | 対応中 |
    | ISS-002 | 佐藤 花子 | 対応中 |
    | ISS-003 | 佐藤 花子 | 対応中 |
    | ISS-004 | 佐藤 花子 | 対応中 |
    | ISS-005 | 佐藤 花子 | 対応中 |
    | ISS-006 | 鈴木 一郎 | 対応中 |
    | ISS-007 | 鈴木 一郎 | 対応中 |
    | ISS-008 | 鈴木 一郎 | 対応中 |
    | ISS-009 | 鈴木 一郎 | 対応中 |
    | ISS-010 | | 対応中 |

    体制表
    | ID | 氏名 | 役割 | 指摘 |
    |---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | 氏名 |
    | PER-002 | 鈴木 一郎 | システム担当 | |

    ## 適合例(ちょうど40%)
    課題管理表
    | 課題ID | 担当 | 状態 |
    |---|---|---|
    | ISS-001 | 佐藤 花子 | 対応中 |
    | ISS-002 | 佐藤 花子 | 対応中 |
    | ISS-003 | 佐藤 花子 | 対応中 |
    | ISS-004 | 佐藤 花子 | 対応中 |
    | ISS-005 | 佐藤 花子 | 完了 |
    | ISS-006 | 佐藤 花子 | 取下げ |
    | ISS-007 | 鈴木 一郎 | 対応中 |
    | ISS-008 | 鈴木 一郎 | 対応中 |
    | ISS-009 | 鈴木 一郎 | 対応中 |
    | ISS-010 | 高橋 健 | 対応中 |
    | ISS-011 | 高橋 健 | 対応中 |
    | ISS-012 | 高橋 健 | 対応中 |

    体制表
    | ID | 氏名 | 役割 |
    |---|---|---|
    | PER-001 | 佐藤 花子 | PM |
    | PER-002 | 鈴木 一郎 | システム担当 |
    | PER-003 | 高橋 健 | システム担当 |

    ## 適合例(全部で10件に満たない)
    課題管理表
    | 課題ID | 担当 | 状態 |
    |---|---|---|
    | ISS-001 | 佐藤 花子 | 対応中 |
    | ISS-002 | 佐藤 花子 | 対応中 |
    | ISS-003 | 佐藤 花子 | 対応中 |
    | ISS-004 | 佐藤 花子 | 対応中 |
    | ISS-005 | 佐藤 花子 | 対応中 |
    | ISS-006 | 佐藤 花子 | 対応中 |
    | ISS-007 | 佐藤 花子 | 対応中 |
    | ISS-008 | 佐藤 花子 | 対応中 |
    | ISS-009 | 佐藤 花子 | 対応中 |

    体制表
    | ID | 氏名 | 役割 |
    |---|---|---|
    | PER-001 | 佐藤 花子 | PM |
    """
    work = open_issues(project)
    for member in project.members:
        if member.name and project.member(member.name) is member:
            yield member, _judge(member, work, project)


def _judge(member: Member, work: Workload, project: Project) -> Judgement:
    count = work.of(member.name)
    if _is_too_much(count, work.total, project):
        share = count * 100 // work.total
        return violation("name", name=member.name, count=count, total=work.total, share=share)
    if _is_too_much(count + work.doubtful, work.total + work.doubtful, project):
        return undeterminable("「状態」か「担当」を読み取れない課題があります")
    return FITS if count else OUT_OF_SCOPE


def _is_too_much(count: int, total: int, project: Project) -> bool:
    setting = project.settings.threshold
    is_lopsided = count * 100 > setting(LARGEST_SHARE) * total
    return count >= setting(MOST_ISSUES) or (total >= setting(FEWEST_IN_ALL) and is_lopsided)
