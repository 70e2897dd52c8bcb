"""Makes the week on one sheet of paper: docs/staff/quick_guide.docx, and its PDF (LibreOffice).

Its commands are those of docs/staff/week.md, its buttons those that are declared, its picture that of the sample's メニュー.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from pathlib import Path

from docx import Document
from docx.shared import Mm, Pt
from PIL import Image

from pmo_xl.documents.word import styles
from pmo_xl.documents.word.build import clear, plain_zip
from pmo_xl.documents.word.tables import write_plain_table
from tests.support.libreoffice import convert, pictures
from tests.support.week import week_block

STAFF = Path(__file__).resolve().parents[2] / "docs" / "staff"
WORD, PDF = STAFF / "quick_guide.docx", STAFF / "quick_guide.pdf"
BUTTONS_PICTURE = STAFF.parent / "pictures" / "buttons.png"
NONE = "―"
_SHOWN = 0.43
WEEK = (
    (
        "月",
        "QAを取引先ごとに配る",
        "配布",
        NONE,
        "答える人ごとのブックと、メールの下書き。送るのは人です",
    ),
    ("水", "期限を過ぎたものを催促する", "催促文", "催促文", "担当・取引先ごとの文と下書き"),
    ("金", "返ったブックを集める", "回収", NONE, "台帳に答えが入る(衝突と要確認は人が決める)"),
    ("金", "食い違いと漏れを点検する", "チェック", "チェック", "チェック結果シート(画面からは一覧)"),
    ("金", "指摘をたどって直す", "次の指摘へ", NONE, "指摘のセルと、直し方の言葉"),
    ("金", "書き方のゆれを直す", "入力補正", "入力補正", "前 → 後 を見てから書き込む"),
    ("金", "今日の姿を残す", NONE, "記録", "記録(来週の変化と、再発・解消のもと)"),
    ("金", "先週からの変化を知らせる", "前回との差分", NONE, "メールに貼れる文と一覧"),
    ("金", "週次報告を作る", "週次報告", "週次報告", "Wordの報告書"),
    (
        "月",
        "会議の資料を作る",
        "定例資料",
        "文書を作る",
        "PowerPoint 5枚(画面は「週次」の組: アジェンダほか)",
    ),
    ("月", "遅れを会議に持って行く", "期限超過", "期限超過", "期限超過と、7日以内のものの一覧"),
    ("毎月", "検収・支払・残りの予算を見る", "月次検収支払", "月次検収支払", "点検のブック・報告書・催促文"),
)
"""When, what, the button in Excel, the button of the window, what comes of it."""
REMEMBER = (
    ("判定できなかったもの", "「問題なし」ではありません。示されたわけを直して、もう一度点検します。"),
    ("保存", "Excelのボタンは保存しません。見てから上書き保存します。やめるときは、保存せずに閉じます。"),
    ("できたもの", "台帳の隣の「出力_台帳の名前」フォルダに入ります。前のものは黙って上書きしません。"),
    ("メール", "送信はしません。下書き(.eml)を開き、宛先と中身を確かめて、人が送ります。"),
    ("信号", "● 赤 すぐ決める / ▲ 黄 気をつける / ■ 緑 どれでもない / － 灰 判定できないものが多い"),
    ("動かないとき", "pmo-xl doctor 台帳.xlsx(台帳の名前を書く)が、わけと直し方を1行ずつ言います。"),
)
_DAY = re.compile(r"# ([月水金])曜: ")


def commands_by_day() -> list[tuple[str, str]]:
    """The commands of the week with the days on which the page has them."""
    day, found = "", []
    for line in week_block().splitlines():
        day = told[1] if (told := _DAY.match(line)) else day
        found += [] if line.startswith("#") else [(day, line)]
    return found


def quick_guide() -> bytes:
    """The sheet of paper as a Word file; the same bytes each time."""
    made = Document()
    clear(made)
    styles.set_styles(made)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(styles.A4_SHORT), Mm(styles.A4_LONG)
    section.left_margin = section.right_margin = Mm(styles.MARGIN_SIDE)
    section.top_margin = section.bottom_margin = Mm(12)
    made.add_paragraph("pmo_xl 1枚ガイド ― PMOの1週間", style="Form Title")
    _caption(made, "することと、押すボタン(― はボタンがないもの。下のコマンドを使います)")
    columns = (
        ("曜日", 11),
        ("すること", 48),
        ("Excelのボタン", 26),
        ("画面のボタン", 26),
        ("できるもの", 59),
    )
    write_plain_table(made, columns, WEEK, is_wide=False)
    _caption(made, "コマンドで(同じ1週間。会員基盤刷新.xlsx は台帳の名前、日付は書き換える)")
    write_plain_table(made, (("曜日", 11), ("打つもの", 159)), commands_by_day(), is_wide=False)
    _caption(made, "覚えておくこと")
    write_plain_table(made, (("こと", 36), ("どうするか", 134)), REMEMBER, is_wide=False)
    _caption(made, "Excelのボタンは、メニュー シートの上に並んでいます")
    made.add_picture(_upper(BUTTONS_PICTURE), width=Mm(styles.TEXT_WIDTH))
    told = made.core_properties
    told.title, told.author, told.language = "pmo_xl 1枚ガイド", "pmo_xl", "ja-JP"
    return plain_zip(made)


def _upper(picture: Path) -> io.BytesIO:
    """The buttons and what stands right below them."""
    made = io.BytesIO()
    with Image.open(picture) as whole:
        whole.crop((0, 0, whole.width, int(whole.height * _SHOWN))).save(made, "PNG")
    made.seek(0)
    return made


def _caption(made: Document, text: str) -> None:
    made.add_paragraph(text, style="Caption").paragraph_format.space_before = Pt(8)


def make_word() -> None:
    """Write the Word file."""
    WORD.write_bytes(quick_guide())


def make_pdf() -> Path:
    """Write the PDF of the Word file that stands there, and the picture of it for the pages."""
    made = convert(WORD, "pdf", STAFF)
    with tempfile.TemporaryDirectory() as work:
        (page,) = pictures(made, Path(work), dpi=80)
        shutil.copyfile(page, BUTTONS_PICTURE.with_name("quick_guide.png"))
    return made


if __name__ == "__main__":
    make_word()
    make_pdf()
