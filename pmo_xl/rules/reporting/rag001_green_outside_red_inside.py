"""RAG001: reported green while the ledgers say red."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.rules.light import red_reasons
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

KEY = "報告状況"


@rule(
    "RAG001",
    judges=Project,
    needs={Setting: ("key", "value")},
    severity=Severity.ERROR,
    message="報告状況は緑ですが、台帳から見ると ● 赤 です({reasons})。",
    remedy="赤の理由を解消できなければ、報告状況を「赤」か「黄」に改め、手当てと見通しを添えて報告してください。",
)
def green_outside_red_inside(project: Project) -> Iterator[tuple[Setting, Judgement]]:
    """「緑」と報告しているのに、台帳は赤を示している。

    ## 要旨
    設定の報告状況が「緑」で、台帳から計算した信号が赤のときに、報告状況の行を指摘します。赤になるのは次のときです。

    - どれかの負担部門、または全体の残予算が負。
    - 取適法の違反(60日を超える支払期日、手形での支払)がある。
    - マイルストーンが 10 稼働日を超えて遅れている。
    - 優先度「高」の課題が3件以上、5 稼働日を超えて遅れている。

    報告状況が空欄・黄・赤なら対象外です。計算した信号が黄でも指摘しません。

    ## なぜ問題か
    外は緑で中は赤い「スイカ報告」は、助けを出せる人が気づくのを遅らせます。悪い知らせほど早く出すのが PMO の仕事です。

    ## 違反例
    基準日: 2026-11-30

    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 案件名 | 会員基盤刷新 | |
    | 報告状況 | 緑 | 値 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | マイルストーン | 総合試験の完了 | 2026/11/12 |

    ## 違反例(残予算が負)
    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 報告状況 | 緑 | 値 |

    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 |
    |---|---|---|---|
    | BUD-001 | 2026 | 情報システム部 | 1000000 |

    予算管理表
    | 発注ID | 予算ID | 負担部門 | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 情報システム部 | 当初 | 1000001 | 2026/5/1 |

    ## 違反例(取適法)
    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 報告状況 | 緑 | 値 |

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 支払期日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/5/20 | 2026/6/5 | 2026/7/31 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    ## 適合例
    基準日: 2026-11-30

    設定
    | 項目 | 値 |
    |---|---|
    | 報告状況 | 緑 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | マイルストーン | 総合試験の完了 | 2026/11/13 |

    課題管理表
    | 課題ID | 件名 | 優先度 | 期限 | 状態 |
    |---|---|---|---|---|
    | ISS-001 | 帳票の文字化け | 高 | 2026/11/2 | 対応中 |
    | ISS-002 | 移行データの件数 | 高 | 2026/11/2 | 対応中 |

    ## 適合例(赤と報告している)
    設定
    | 項目 | 値 |
    |---|---|
    | 報告状況 | 赤 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | マイルストーン | 総合試験の完了 | 2026/11/2 |
    """
    for row in project.settings:
        if row.key == KEY:
            yield row, _judge(row, project)


def _judge(row: Setting, project: Project) -> Judgement:
    if row.value != Light.GREEN:
        return OUT_OF_SCOPE
    reasons = red_reasons(project)
    if not reasons:
        return FITS
    return violation("value", expected=Light.RED, reasons=" / ".join(reasons))
