"""振り返り: a Keep, a Problem or a Try of a retrospective."""

from typing import ClassVar

from pmo_xl.model.column import Id, LongText, Refs, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class RetroItem(Record):
    """One row of 振り返り: a Keep, a Problem or a Try of a retrospective."""

    sheet: ClassVar[Sheet] = Sheet(
        "振り返り",
        collection="retro_items",
        prefix="KPT",
        aliases=labels("KPT ふりかえり 振り返り一覧 レトロスペクティブ"),
        profile="full",
        help="よかったこと・問題・次に試すこと。",
        guide="よかったこと・問題・次に試すことを1行に1つ書きます。終わりの会の振り返り資料と、次の案件への教訓になります。",
        brief="よかったこと・問題・次。",
    )

    id: Id = column("振り返りID", must, aliases=NUMBER, width=9.5, help="番号。KPT-001 の形。")
    kind: Word = column(
        "区分",
        must,
        aliases="KPT 種別 分類",
        choices="Keep Problem Try",
        width=10,
        help="Keep(続ける)・Problem(問題)・Try(試す)のどれか。",
    )
    statement: LongText = column("内容", must, aliases="意見 コメント", width=56, help="具体的な内容。")
    lessons: Refs = column(
        "教訓",
        aliases="教訓ID",
        refers_to="ナレッジ",
        width=14,
        help="この問題から残した教訓のID(KNW-001 など)。",
    )
    issues: Refs = column(
        "対応課題",
        refers_to="課題管理表",
        aliases="対応課題ID",
        width=13,
        help="Try を、だれがいつまでにやるか書いた課題のID。",
        since=2,
    )
