"""リリース計画: a step of the release: a precondition, work, a decision point or a way back."""

from typing import ClassVar

from pmo_xl.model.column import (
    DateTime,
    Flag,
    Id,
    LongText,
    Person,
    Refs,
    SystemName,
    Text,
    Whole,
    Word,
    column,
    must,
)
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, OWNER, labels


class ReleaseStep(Record):
    """One row of リリース計画: a step of the release: a precondition, work, a decision point or a way back."""

    sheet: ClassVar[Sheet] = Sheet(
        "リリース計画",
        collection="release_steps",
        prefix="REL",
        aliases=labels(
            "リリース手順 リリース手順一覧 リリース計画表 リリースタイムチャート 切替手順 移行手順"
        ),
        profile="full",
        help="リリース当日の前提・作業・判断点・切戻し。",
        guide="リリース当日の前提・作業・判断点・切戻しを、時刻と担当を付けて順に書きます。順序の矛盾、間に合わない切戻し、済んでいない前提を点検し、個人別手順書を作ります。",
        brief="当日の前提・作業・判断点。",
    )

    id: Id = column(
        "手順ID", must, aliases=(*NUMBER, "手順番号"), width=9.5, help="手順の番号。REL-001 の形。"
    )
    kind: Word = column(
        "種別",
        must,
        aliases="区分 分類",
        choices="前提 作業 判断点 切戻し",
        width=9,
        help="前提・作業・判断点・切戻しのどれか。",
    )
    system: SystemName = column(
        "システム", aliases="システム名 対象システム", width=16, help="対象のシステム名。"
    )
    title: Text = column(
        "内容", must, aliases="作業内容 手順 作業名", width=36, help="すること、確かめること。"
    )
    predecessors: Refs = column(
        "先行手順",
        aliases="先行 前手順",
        refers_to="リリース計画",
        width=13,
        help="先に終わる手順のID。複数は 、 で区切ります。",
    )
    starts_at: DateTime = column(
        "開始予定",
        must,
        aliases="開始 開始時刻 開始日時 予定開始",
        width=17,
        help="始める日時(2027/2/19 22:00)。",
    )
    minutes: Whole = column("所要分", must, aliases="所要時間 所要時間(分)", width=8, help="かかる分。")
    owner: Person = column("担当", must, aliases=OWNER, width=12, help="行う人、判断する人(体制表の氏名)。")
    contact: Text = column("連絡先", aliases="電話", width=18, help="その時間の連絡先。")
    criteria: LongText = column(
        "判断基準", aliases="基準 合否基準", width=32, help="判断点で、進むか戻すかを決める基準。"
    )
    rollback: LongText = column(
        "切戻し手順", aliases="切戻し 戻し手順", width=32, help="この手順を元に戻すやり方。"
    )
    rollback_minutes: Whole = column(
        "切戻し所要分", aliases="切戻し時間", width=8.5, help="戻すのにかかる分。"
    )
    is_irreversible: Flag = column("不可逆", width=7.5, help="元に戻せない手順なら ○。")
    is_met: Flag = column("充足", aliases="完了 確認", width=7.5, help="前提が満たされたら ○。")
    actual_start: DateTime = column(
        "実績開始", aliases="実施開始 開始実績", help="実際に始めた日時。", since=2
    )
    actual_finish: DateTime = column(
        "実績終了",
        aliases="実施終了 終了実績",
        help="実際に終えた日時。すべての作業に入るとリリースは終わりです。",
        since=2,
    )
