"""QLT002: defects that are still found as fast as ever near the end of a test, or resolved too slowly."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from pmo_xl.metrics.quality import consumption, fallen, is_newest, latest_growth, series_of, unresolved
from pmo_xl.model.project import Project
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import TEST_PHASES
from pmo_xl.rules.quality.convergence import CONVERGENCE, untold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

FEWEST_ROWS, FEWEST_NEW, RISES = 4, 2, 3
GRAVE_FROM = Fraction(95, 100)


@rule(
    "QLT002",
    judges=QualityRecord,
    reads=("measured_on", "phase", "system", "executed_cases", "defects"),
    needs={Verification: ("phase",)},
    severity=Severity.WARNING,
    thresholds=(CONVERGENCE,),
    message="{name}の{phase}は消化率 {share}% ですが、{problem}。",
    remedy="不具合の多い機能を調べ、試験を足すか、終わりの日を見直すかを決めてください。",
)
def defects_not_converging(row: QualityRecord, project: Project) -> Judgement:
    """試験の終わりが近いのに、不具合が収まっていない。

    ## 要旨
    品質の試験工程(単体試験・結合試験・対向試験・総合試験・受入試験)について、システム・工程ごとに4行以上あり、消化率
    (消化項目数÷試験管理の予定件数)が80%(設定の `閾値.収束を見る消化率`)以上のとき、いちばん新しい行で次を見ます。

    - 消化項目数が増えた最後の2行の間の「新しい不具合÷新しい項目」が、これまでの全体(不具合数÷消化項目数)以上で、
      新しい不具合が2件以上。警告。消化率95%以上ならエラーです。
    - 未解決(不具合数−解決済数)が、最後の3行で続けて前の行より増えている。警告です。

    累計の数が前の行より減っていれば判定不能です。

    ## なぜ問題か
    終わりかけの試験で同じ速さで不具合が見つかるのは、まだ多くが隠れている印です。

    ## 違反例
    品質
    | 品質ID | 測定日 | システム | 工程 | 消化項目数 | 不具合数 | 解決済数 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | QLT-001 | 2026/11/6 | 会員基盤 | 結合試験 | 20 | 4 | 4 | |
    | QLT-002 | 2026/11/13 | 会員基盤 | 結合試験 | 40 | 8 | 8 | |
    | QLT-003 | 2026/11/20 | 会員基盤 | 結合試験 | 60 | 12 | 12 | |
    | QLT-004 | 2026/11/27 | 会員基盤 | 結合試験 | 80 | 16 | 16 | 不具合数 |
    | QLT-005 | 2026/11/6 | 帳票 | 結合試験 | 20 | 4 | 4 | |
    | QLT-006 | 2026/11/13 | 帳票 | 結合試験 | 40 | 8 | 8 | |
    | QLT-007 | 2026/11/20 | 帳票 | 結合試験 | 60 | 12 | 12 | |
    | QLT-008 | 2026/11/27 | 帳票 | 結合試験 | 95 | 19 | 19 | 不具合数(エラー) |
    | QLT-009 | 2026/11/6 | 通知 | 結合試験 | 20 | 9 | 9 | |
    | QLT-010 | 2026/11/13 | 通知 | 結合試験 | 40 | 10 | 9 | |
    | QLT-011 | 2026/11/20 | 通知 | 結合試験 | 60 | 11 | 9 | |
    | QLT-012 | 2026/11/27 | 通知 | 結合試験 | 95 | 12 | 9 | 不具合数 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 予定件数 |
    |---|---|---|---|
    | TST-001 | 結合試験 | REQ-001 | 100 |

    要件一覧
    | 要件ID | 関連システム |
    |---|---|
    | REQ-001 | 会員基盤、帳票、通知 |

    ## 適合例
    品質
    | 品質ID | 測定日 | システム | 工程 | 消化項目数 | 不具合数 | 解決済数 |
    |---|---|---|---|---|---|---|
    | QLT-001 | 2026/11/6 | 会員基盤 | 結合試験 | 20 | 5 | 4 |
    | QLT-002 | 2026/11/13 | 会員基盤 | 結合試験 | 40 | 9 | 8 |
    | QLT-003 | 2026/11/20 | 会員基盤 | 結合試験 | 60 | 13 | 12 |
    | QLT-004 | 2026/11/27 | 会員基盤 | 結合試験 | 80 | 17 | 16 |
    | QLT-005 | 2026/11/6 | 帳票 | 結合試験 | 20 | 4 | 4 |
    | QLT-006 | 2026/11/13 | 帳票 | 結合試験 | 40 | 8 | 8 |
    | QLT-007 | 2026/11/27 | 帳票 | 結合試験 | 95 | 40 | 40 |
    | QLT-008 | 2026/11/6 | 通知 | 結合試験 | 10 | 4 | 4 |
    | QLT-009 | 2026/11/13 | 通知 | 結合試験 | 20 | 8 | 8 |
    | QLT-010 | 2026/11/20 | 通知 | 結合試験 | 30 | 12 | 12 |
    | QLT-011 | 2026/11/27 | 通知 | 結合試験 | 79 | 60 | 60 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 予定件数 |
    |---|---|---|---|
    | TST-001 | 結合試験 | REQ-001 | 100 |

    要件一覧
    | 要件ID | 関連システム |
    |---|---|
    | REQ-001 | 会員基盤、帳票、通知 |
    """
    if cannot := untold(row):
        return cannot
    rows = series_of(row, project)
    if not is_newest(row, project) or row.phase not in TEST_PHASES or len(rows) < FEWEST_ROWS:
        return OUT_OF_SCOPE
    share = consumption(row, project)
    if share is None or row.defects is None:
        return undeterminable("不具合数・消化項目数か、試験管理の予定件数がないため、収束を計算できません")
    if share * 100 < project.settings.threshold(CONVERGENCE):
        return OUT_OF_SCOPE
    if fall := fallen(rows, "executed_cases", "defects", "resolved"):
        return undeterminable(fall)
    return _judge(row, rows, share)


def _judge(row: QualityRecord, rows: tuple[QualityRecord, ...], share: Fraction) -> Judgement:
    pace, rise = _as_fast_as_ever(row, rows), _rising(rows)
    problems = [problem for problem in (pace, rise) if problem]
    if not problems:
        return FITS
    is_grave = pace is not None and share >= GRAVE_FROM
    severity = Severity.ERROR if is_grave else None
    name, problem = row.system or "案件全体", "、".join(problems)
    return violation("defects", severity=severity, name=name, share=int(share * 100), problem=problem)


def _as_fast_as_ever(row: QualityRecord, rows: tuple[QualityRecord, ...]) -> str | None:
    growth = latest_growth(rows)
    if growth is None or not row.executed_cases or row.defects is None:
        return None
    new, cases = growth
    if new < FEWEST_NEW or Fraction(new, cases) < Fraction(row.defects, row.executed_cases):
        return None
    return f"最後の {cases} 項目で不具合が {new} 件見つかり、これまでと同じかそれより速く増えています"


def _rising(rows: tuple[QualityRecord, ...]) -> str | None:
    left = [unresolved(each) for each in rows[-RISES - 1 :]]
    numbers = [each for each in left if each is not None]
    if len(numbers) <= RISES or any(b <= a for a, b in pairwise(numbers)):
        return None
    return f"未解決の不具合が {numbers[0]} 件から {numbers[-1]} 件へ、{RISES}回続けて増えています"
