"""Makes docs/staff/guide.md (every sheet with its picture) and docs/staff/columns.md (what stands in every column).

The text follows from the declarations in `pmo_xl/model/`; the pictures (docs/pictures/sheets/, LibreOffice) show the
sample as a notebook's screen does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.contents import SHEET_FILES
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.libreoffice import photographed

STAFF = Path(__file__).resolve().parents[2] / "docs" / "staff"
PICTURES = STAFF.parent / "pictures" / "sheets"
_DPI, _COLOURS = 62, 48
_SHOWN = 0.62
"""How much of a screen, from above, is shown: the head of the sheet and its first rows."""
_GUIDE = """# シートのガイド

台帳のシートを、並んでいる順に説明します。絵は見本の案件です。列の1つずつは [列の説明](columns.md)、言葉は [用語集](glossary.md)、
ボタンは [Excelのボタン](buttons.md) にあります。

- 表の下に書き足すと、表が伸びます。ボタン付きの台帳では、台帳のシートごとに小さいボタン「チェック」があり、そのシートの指摘を数えて、
  最初のセルへ移ります。
- 手で足した行にExcelがひとりでに入れるのは、「自動」の列(残予算・超過日数など)の数式だけです。書く列には、初めの値を置いていません(数式で置けば、
  上から書いたときに数式が消え、今日の日付は毎日変わります)。日付の欄は Ctrl+; で今日が入り、状態や人は一覧から選び、番号は空けておけば、
  ボタン「入力補正」(`pmo-xl fix`)が次の番号を振ります。
- `import`・`collect`・`spec-scan` と、Python の `append` が足す行には、番号・起票日(基準日)・最初の状態が、その列のあるシートで入ります。
  起票者・主催・確認者などの人は、PMO が1人でも入れません。だれがしたことかは、人が書きます。
- 「(全)」の印は、全シートの台帳(`pmo-xl new --profile full`)にあるシートです。基本の台帳には、`pmo-xl upgrade 台帳.xlsx --sheet シート --apply`
  で1枚ずつ足せます。

![ボタンの付いたメニュー](../pictures/buttons.png)
"""
_COLUMN_HEAD = """# 列の説明

すべてのシートの、すべての列です。「必須」は空欄なら指摘になる列、「自動」は Excel か pmo_xl が入れるので書かなくてよい列です。
見出しの言い換え(「期日」を「期限」など)や、列の並べ替えをしても読みます。
"""
_NEEDS = {Need.MUST: "必須", Need.MAY: "", Need.AUTO: "自動"}
_KINDS = {Kind.DATE: "日付", Kind.MONTH: "年月", Kind.CHOICE: "選ぶ"}


def guide_page() -> str:
    """Every sheet: its picture, what one row is, what staff write and what comes of it."""
    return "\n".join(
        [_GUIDE, *(line for pair in zip(SHEETS, SHEET_FILES, strict=True) for line in _sheet(*pair))]
    )


def columns_page() -> str:
    """Every column of every sheet."""
    return "\n".join([_COLUMN_HEAD, *(line for sheet in SHEETS for line in _columns(sheet))])


def _sheet(sheet: type[Record], file: str) -> Iterator[str]:
    about = sheet.sheet
    number = f" 番号は {about.example} の形です。" if about.prefix else ""
    yield f"## {about.label}{'(全)' if about.profile == 'full' else ''}\n"
    yield f"{about.guide}{number}\n"
    yield f"![{about.label}](../pictures/sheets/{file}.png)\n"


def _columns(sheet: type[Record]) -> Iterator[str]:
    yield f"## {sheet.sheet.label}\n"
    yield "| 列 | | 形 | 書くこと |"
    yield "|---|---|---|---|"
    yield from (_column(column) for column in sheet.columns.values())
    yield ""


def _column(column: Column) -> str:
    told = (column.label, _NEEDS[column.need], _KINDS.get(column.kind, ""), column.help)
    return f"| {' | '.join(each.replace('|', '&#124;').replace(chr(10), ' ') for each in told)} |"


PAGES = {"guide.md": guide_page, "columns.md": columns_page}


def make_pages() -> None:
    """Write both pages."""
    for name, made in PAGES.items():
        (STAFF / name).write_text(made(), encoding="utf-8", newline="\n")


def make_pictures(work: Path) -> Iterator[Path]:
    """Write a picture of every sheet; `work` is for what comes between."""
    book = write_sample(work / "sheets.xlsx", planted_project(profile="full"))
    labels = [sheet.sheet.label for sheet in SHEETS]
    PICTURES.mkdir(parents=True, exist_ok=True)
    for page, file in zip(photographed(book, "screen", work, *labels, dpi=_DPI), SHEET_FILES, strict=True):
        with Image.open(page) as whole:
            upper = whole.convert("RGB").crop((0, 0, whole.width, int(whole.height * _SHOWN)))
        few = upper.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        target = PICTURES / f"{file}.png"
        few.save(target, optimize=True)
        yield target
