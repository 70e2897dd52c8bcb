"""工程定義: a phase of one system: what it calls it, when it begins and ends."""

from typing import ClassVar

from pmo_xl.model.column import Id, LongText, Person, SystemName, Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class PhaseDefinition(Record):
    """One row of 工程定義: a phase of one system: what it calls it, when it begins and ends."""

    sheet: ClassVar[Sheet] = Sheet(
        "工程定義",
        collection="phase_definitions",
        prefix="PHD",
        aliases=labels("工程定義一覧 用語定義 工程呼称対応表 フェーズ定義"),
        profile="full",
        since=2,
        help="システムごとに違う工程の呼び方と、始める条件・終わる条件をそろえます。",
        guide="システムごとに違う工程の呼び方と、始める条件・終わる条件、進捗の測り方を書きます。呼称が定義にない作業を点検し、ガイドラインとマスタスケジュールに載せます。",
        brief="工程の名前と開始・完了条件。",
    )

    id: Id = column(
        "定義ID", auto, aliases=NUMBER, width=9.5, help="番号。PHD-001 の形。空欄なら「直す」が付けます。"
    )
    system: SystemName = column(
        "システム",
        aliases="システム名 対象システム",
        width=14,
        help="どのシステムの呼び方か。空欄はすべてのシステム。",
    )
    local_name: Text = column(
        "呼称", must, aliases="工程呼称 工程名 用語 名称", width=16, help="そのシステムでの工程の呼び方。"
    )
    phase: Word = column(
        "工程",
        must,
        choice_list="工程",
        aliases="共通工程 フェーズ",
        width=11,
        help="共通の言葉ではどの工程か。",
    )
    entry_criteria: LongText = column(
        "開始条件", aliases="開始基準 着手条件", width=30, help="何がそろったら始めるか。"
    )
    exit_criteria: LongText = column(
        "完了条件", aliases="完了基準 終了条件 終了基準", width=30, help="何がそろったら終わりとするか。"
    )
    outputs: Text = column("成果物", aliases="成果物名 アウトプット", width=20, help="この工程で作るもの。")
    progress_basis: Word = column(
        "進捗の測り方",
        choices="0/100 50/50 件数比 申告",
        aliases="進捗率の基準 進捗基準",
        width=10,
        help="進捗率をどう測るか。0/100 は終わったときだけ100%、50/50 は始めたら50%。",
    )
    accountable: Person = column(
        "責任者", aliases="最終責任者", width=12, help="結果に責任を持つ人(体制表の氏名)。"
    )
    consulted: Person = column(
        "相談先", is_rarely_read=True, width=16, help="決める前に相談する人。複数は 、 で区切ります。"
    )
    informed: Person = column(
        "共有先", is_rarely_read=True, width=16, help="結果を知らせる人。複数は 、 で区切ります。"
    )
