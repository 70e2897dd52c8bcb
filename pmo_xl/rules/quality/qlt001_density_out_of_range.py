"""QLT001: a density of findings or defects outside the organisation's own range."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.quality import (
    DEFECTS,
    FINDINGS,
    DensityRange,
    consumption,
    density,
    density_range,
    is_newest,
    range_key,
)
from pmo_xl.model.project import Project
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.rules.quality.convergence import CONVERGENCE, untold
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    out_of_scope,
    rule,
    undeterminable,
    violation,
)


@rule(
    "QLT001",
    judges=QualityRecord,
    reads=("measured_on", "phase", "system", "size", "size_unit"),
    severity=Severity.WARNING,
    thresholds=(CONVERGENCE,),
    message="{name}の{phase}の{kind}密度は {density}/{unit} で、基準 {range} を{side}。",
    remedy="数え方と規模を確かめ、基準から外れた理由を関係者で見てください。少なすぎるときは、レビューや試験の範囲と時間が足りているかを確かめます。",
)
def density_out_of_range(row: QualityRecord, project: Project) -> tuple[Judgement, ...] | Judgement:
    """レビュー指摘や不具合の密度が、自分たちの基準の範囲から外れている。

    ## 要旨
    品質のシステム・工程ごとのいちばん新しい行について、指摘密度(レビュー指摘数÷規模)と不具合密度(不具合数÷規模)が、
    設定の「品質基準.工程.指摘」「品質基準.工程.不具合」(例: 5-15/KL、≤3/KL)の範囲の外にあるときに指摘します。
    範囲の端はちょうどなら中です。不具合密度は、消化率(消化項目数÷試験管理の予定件数)が80%
    (設定の `閾値.収束を見る消化率`)になってから見ます。基準がない、または単位が規模単位と違えば対象外です。
    基準は組織が決めるもので、標準の値はありません。

    ## なぜ問題か
    密度が範囲を超えれば作りに、下回れば確認の仕方に、何かが起きている疑いがあります。

    ## 違反例
    設定
    | 項目 | 値 |
    |---|---|
    | 品質基準.基本設計.指摘 | 5-15/KL |
    | 品質基準.結合試験.不具合 | ≤2/KL |

    品質
    | 品質ID | 測定日 | システム | 工程 | 規模 | 規模単位 | レビュー指摘数 | 消化項目数 | 不具合数 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|
    | QLT-001 | 2026/11/20 | 会員基盤 | 基本設計 | 10 | KL | 50 | | | |
    | QLT-002 | 2026/11/27 | 会員基盤 | 基本設計 | 10 | KL | 151 | | | レビュー指摘数 |
    | QLT-003 | 2026/11/27 | 帳票 | 基本設計 | 10 | KL | 49 | | | レビュー指摘数 |
    | QLT-004 | 2026/11/27 | 会員基盤 | 結合試験 | 10 | KL | | 80 | 21 | 不具合数 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 予定件数 |
    |---|---|---|---|
    | TST-001 | 結合試験 | REQ-001 | 100 |

    要件一覧
    | 要件ID | 関連システム |
    |---|---|
    | REQ-001 | 会員基盤 |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | 品質基準.基本設計.指摘 | 5～15/KL |
    | 品質基準.結合試験.不具合 | ≤2/KL |

    品質
    | 品質ID | 測定日 | システム | 工程 | 規模 | 規模単位 | レビュー指摘数 | 消化項目数 | 不具合数 |
    |---|---|---|---|---|---|---|---|---|
    | QLT-001 | 2026/11/20 | 会員基盤 | 基本設計 | 10 | KL | 160 | | |
    | QLT-002 | 2026/11/27 | 会員基盤 | 基本設計 | 10 | KL | 150 | | |
    | QLT-003 | 2026/11/27 | 帳票 | 基本設計 | 10 | FP | 1 | | |
    | QLT-004 | 2026/11/27 | 会員基盤 | 結合試験 | 10 | KL | | 79 | 21 |
    | QLT-005 | 2026/11/27 | 会員基盤 | 総合試験 | 10 | KL | | 100 | 99 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 予定件数 |
    |---|---|---|---|
    | TST-001 | 結合試験 | REQ-001 | 100 |

    要件一覧
    | 要件ID | 関連システム |
    |---|---|
    | REQ-001 | 会員基盤 |
    """
    if cannot := untold(row):
        return cannot
    if not is_newest(row, project):
        return OUT_OF_SCOPE
    findings = _judge(row, FINDINGS, "review_findings", row.review_findings, project)
    return (*findings, *_judge(row, DEFECTS, "defects", row.defects, project))


def _judge(
    row: QualityRecord, kind: str, field: str, count: int | None, project: Project
) -> Iterator[Judgement]:
    wanted = density_range(row.phase or "", kind, project)
    if wanted is None:
        yield OUT_OF_SCOPE
    elif isinstance(wanted, str):
        yield undeterminable(f"設定の{range_key(row.phase or '', kind)}「{wanted}」を読み取れません")
    elif field in row.unread:
        yield undeterminable(f"「{row.columns[field].label}」を読み取れない行があります")
    elif count is None or row.size is None or row.size_unit != wanted.unit:
        yield OUT_OF_SCOPE
    elif kind == FINDINGS:
        yield _against(row, kind, field, count, wanted)
    else:
        yield _once_tested(row, count, wanted, project)


def _once_tested(row: QualityRecord, count: int, wanted: DensityRange, project: Project) -> Judgement:
    share = consumption(row, project)
    if share is None:
        return undeterminable("消化項目数か、試験管理の予定件数がないため、消化率を計算できません")
    if share * 100 < project.settings.threshold(CONVERGENCE):
        return out_of_scope("消化率がまだ低い行は、不具合密度を見ません")
    return _against(row, DEFECTS, "defects", count, wanted)


def _against(row: QualityRecord, kind: str, field: str, count: int, wanted: DensityRange) -> Judgement:
    found = density(count, row)
    if found is None:
        return undeterminable("規模が0の行は、密度を計算できません")
    if not wanted.is_below(found) and not wanted.is_above(found):
        return FITS
    side = "下回っています(確認が足りない疑い)" if wanted.is_below(found) else "超えています"
    return violation(
        field,
        expected=str(wanted),
        name=row.system or "案件全体",
        kind=kind,
        density=f"{float(found):.2f}",
        unit=wanted.unit,
        range=wanted,
        side=side,
    )
