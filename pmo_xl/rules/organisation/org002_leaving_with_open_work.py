"""ORG002: people who leave while work is still theirs."""

from __future__ import annotations

from collections import Counter

from pmo_xl.metrics.on_the_project import leaves_on
from pmo_xl.metrics.succession import successor_problem
from pmo_xl.metrics.workload import OpenWork, open_work
from pmo_xl.model.display import day
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

NOTICE_DAYS = Threshold("離任前の日数", 5, "離任日の前に引継ぎを促す稼働日数")


@rule(
    "ORG002",
    judges=Member,
    reads=("name", "left_on"),
    severity=Severity.WARNING,
    thresholds=(NOTICE_DAYS,),
    message="{name} さんは {when}が、終わっていない仕事が {count} 件残っています({sheets})。",
    remedy="後任を決めて、残っている行の担当を書き換えてください。pmo-xl overdue で担当ごとの一覧を見られます。",
)
def leaving_with_open_work(member: Member, project: Project) -> Judgement:
    """離任する人に、終わっていない仕事が残っている。

    ## 要旨
    離任日が近い人、過ぎた人が担当する終わっていない仕事があるときに、その人の体制表の行を指摘します。
    離任日の 5 稼働日前(設定の `閾値.離任前の日数`)からは警告、離任日を過ぎるとエラーです。離任日の当日はまだいる人です。
    仕事とは、期限超過一覧が見る行のうち終わっていないもの(期限が先のもの、空欄のものも含む)で、担当は同じ表の担当です。
    離任日までは、後任の決まっている人(ORG005 を満たす人)は指摘しません。
    2つの役割の行がある人は、どの行にも離任日があるときに、いちばん遅い日を離任日とみなし、初めの行を指摘します。

    ## なぜ問題か
    引き継がれなかった仕事は、その人がいなくなった日から誰のものでもなくなります。経緯を聞けるのも、いる間だけです。

    ## 違反例
    基準日: 2026-11-30

    体制表
    | ID | 氏名 | 役割 | 離任日 | 指摘 |
    |---|---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | 2026/12/7 | 離任日 |
    | PER-002 | 鈴木 一郎 | PMO | 2026/11/29 | 離任日(エラー) |
    | PER-003 | 高橋 健太 | その他 | 2026/10/31 | 離任日 |
    | PER-004 | 高橋 健太 | システム担当 | 2026/11/30 | |

    課題管理表
    | 課題ID | 件名 | 担当 | 期限 | 状態 |
    |---|---|---|---|---|
    | ISS-001 | 帳票の文字化け | 佐藤 花子 | 2026/12/25 | 対応中 |
    | ISS-002 | 移行データの件数 | 鈴木一郎さん | | 未着手 |

    QA表
    | QA-ID | 件名 | 対象システム | 状態 |
    |---|---|---|---|
    | QA-001 | 桁数の確認 | 会員基盤 | 未回答 |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 高橋 健太 |

    ## 適合例
    基準日: 2026-11-30

    体制表
    | ID | 氏名 | 役割 | 離任日 | 後任 |
    |---|---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | 2026/12/8 | |
    | PER-002 | 鈴木 一郎 | PMO | 2026/11/29 | |
    | PER-003 | 高橋 健太 | その他 | 2026/10/31 | |
    | PER-004 | 高橋 健太 | システム担当 | | |
    | PER-005 | 田中 誠 | システム担当 | 2026/11/30 | 高橋 健太 |

    課題管理表
    | 課題ID | 件名 | 担当 | 期限 | 状態 |
    |---|---|---|---|---|
    | ISS-001 | 帳票の文字化け | 佐藤 花子 | 2026/12/25 | 対応中 |
    | ISS-002 | 移行データの件数 | 鈴木 一郎 | 2026/11/20 | 完了 |
    | ISS-003 | 性能の測定 | 高橋 健太 | 2026/11/20 | 対応中 |
    | ISS-004 | 画面の配色 | 田中 誠 | 2026/12/25 | 対応中 |
    """
    rows = project.roles_of(member.name)
    if not rows or rows[0] is not member:
        return OUT_OF_SCOPE  # the person's first row speaks
    if cannot := next(filter(None, (unknown(row, "left_on") for row in rows)), None):
        return cannot
    last_day = leaves_on(rows)
    if last_day is None:
        return OUT_OF_SCOPE
    days = project.settings.threshold(NOTICE_DAYS)
    if last_day > project.calendar.add_business_days(project.as_of, days):
        return FITS
    work = open_work(project).get(person_key(member.name or ""), OpenWork())
    if not work.records:
        return undeterminable("状態か担当を読み取れない行があります") if work.doubtful else FITS
    is_gone = last_day < project.as_of
    if not is_gone and successor_problem(rows, last_day, project) is None:
        return FITS
    sheets = Counter(record.sheet.label for record in work.records)
    return violation(
        "left_on",
        severity=Severity.ERROR if is_gone else None,
        when=f"{day(last_day)} に離任しました" if is_gone else f"{day(last_day)} に離任します",
        count=len(work.records),
        sheets="、".join(f"{sheet} {count} 件" for sheet, count in sheets.items()),
    )
