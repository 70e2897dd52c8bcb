"""品質: the cumulated figures of quality of a system and phase at one day."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, Number, SystemName, Whole, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class QualityRecord(Record):
    """One row of 品質: the cumulated figures of quality of a system and phase at one day."""

    sheet: ClassVar[Sheet] = Sheet(
        "品質",
        collection="quality_records",
        prefix="QLT",
        aliases=labels("品質管理表 品質記録 品質データ 週次品質"),
        profile="full",
        since=2,
        help="締め日ごとに、システム・工程別の累計を1行で書きます(数は すべて その日までの累計)。",
        guide="締め日ごとに、システム・工程別の累計(指摘・不具合・解決・規模)を1行で書きます。密度が基準の外にあるもの、収束しないものを点検します。",
        brief="締め日ごとの品質の累計。",
    )

    id: Id = column(
        "品質ID", auto, aliases=NUMBER, width=9.5, help="番号。QLT-001 の形。空欄なら「直す」が付けます。"
    )
    measured_on: Date = column("測定日", must, aliases="締め日 集計日 日付", width=11, help="数を締めた日。")
    system: SystemName = column(
        "システム", aliases="システム名 対象システム", width=14, help="どのシステムの数か。空欄は案件全体。"
    )
    phase: Word = column(
        "工程", must, choice_list="工程", aliases="フェーズ", width=11, help="どの工程の数か。"
    )
    size: Number = column("規模", aliases="開発規模 規模値", width=8, help="測ったものの大きさ。")
    size_unit: Word = column(
        "規模単位", choices="KL FP 頁 項目", aliases="単位", width=8, help="規模の単位。"
    )
    review_findings: Whole = column(
        "レビュー指摘数", aliases="指摘数 指摘件数", width=10, help="レビューで見つかった指摘の累計。"
    )
    executed_cases: Whole = column(
        "消化項目数", aliases="消化数 実施項目数", width=10, help="消化した試験項目の累計。"
    )
    defects: Whole = column(
        "不具合数", aliases="不具合件数 障害数 バグ数", width=9, help="見つかった不具合の累計。"
    )
    resolved: Whole = column("解決済数", aliases="解決数 解決件数", width=9, help="解決した不具合の累計。")
    reopened: Whole = column(
        "再オープン数", aliases="再オープン件数 再発数", width=9, help="解決した後、また開いた不具合の累計。"
    )
