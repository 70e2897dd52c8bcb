"""PowerPoint forms of one's own: awkward ones filled in and kept whole, evil and mistaken ones refused in one sentence."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Inches, Pt

from pmo_xl.charts.fonts import text_width
from pmo_xl.errors import BadForm, BadOption
from pmo_xl.operations.export import export
from pmo_xl.operations.fields import fields_of_document
from tests.documents.test_slides import HAS_IMPRESS, LONG, crowded, deck_of, texts
from tests.support.libreoffice import convert
from tests.support.master import opened, small_book

__all__ = ["crowded"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(small_book(tmp_path_factory.mktemp("小さい台帳")))


def blank() -> tuple[Any, Any]:
    deck = Presentation()
    return deck, deck.slides.add_slide(deck.slide_layouts[6])


def saved(deck: Any, path: Path) -> Path:
    deck.save(path)
    return path


def box(slide: Any, text: str, width: float = 8, height: float = 1, top: float = 1) -> Any:
    shape = slide.shapes.add_textbox(Inches(0.5), Inches(top), Inches(width), Inches(height))
    shape.text_frame.text = text
    shape.text_frame.word_wrap = True
    return shape


def split_runs(path: Path) -> Path:
    """A tag that PowerPoint has split over runs of different looks, within a group, in a placeholder and on the master."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "{{ 案件名 }} 定例会"
    group = slide.shapes.add_group_shape()
    shape = group.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(1))
    paragraph = shape.text_frame.paragraphs[0]
    for number, piece in enumerate(("基準日 {", "{ 基準", "日 }", "} 現在")):
        run = paragraph.add_run()
        run.text, run.font.size = piece, Pt(20)
        run.font.bold = number == 0
        run.font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
    foot = deck.slide_layouts[5].placeholders[2] if len(deck.slide_layouts[5].placeholders) > 2 else None
    if foot is not None:
        foot.text_frame.text = "{{ 案件名 }}"
    slide.notes_slide.notes_text_frame.text = "進行: {{ 報告の信号 }}"
    return saved(deck, path)


def table_of(slide: Any, rows: list[list[str]], top: float = 1.5, height: float = 1.0) -> Any:
    frame = slide.shapes.add_table(
        len(rows), len(rows[0]), Inches(0.5), Inches(top), Inches(9), Inches(height)
    )
    for row, cells in zip(frame.table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
            for paragraph in cell.text_frame.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(12)
    return frame


def one_marked_row(path: Path) -> Path:
    """A table whose marked row stands between a heading and a foot, above another shape."""
    deck, slide = blank()
    table_of(
        slide,
        [
            ["番号", "件名"],
            ["{%tr for 行 in 遅れている行 %}{{ 行.ID }}", "{{ 行.件名 }}"],
            ["計", "{{ 遅れている行の件数 }} 件"],
        ],
    )
    box(slide, "この下に続く説明", top=5)
    return saved(deck, path)


def three_rows(path: Path) -> Path:
    """The marks in rows of their own, as in Word, and a choice within a cell."""
    deck, slide = blank()
    rows = [
        ["種類", "新規", "印"],
        ["{%tr for 行 in 動き %}", "", ""],
        ["{{ 行.種類 }}", "{{ 行.新規 }}", "{% if 行.期限超過 %}遅れ{% else %}なし{% endif %}"],
        ["{%tr endfor %}", "", ""],
    ]
    table_of(slide, rows)
    return saved(deck, path)


def pictures(path: Path) -> Path:
    """A picture by the name of a shape, and one by its tag."""
    deck, slide = blank()
    named = slide.shapes.add_shape(1, Inches(1), Inches(1), Inches(6), Inches(2))
    named.name = "図_工程"
    box(slide, "{{ 図_工程 }}", 4, 2, top=4)
    return saved(deck, path)


def crowded_words(path: Path) -> Path:
    """A loop in one paragraph, into a box that is far too small."""
    deck, slide = blank()
    shape = box(slide, "", 5, 1.2)
    shape.text_frame.paragraphs[
        0
    ].text = "{% for 行 in 遅れている行 %}{{ 行.ID }} {{ 行.件名 }}。{% endfor %}"
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    return saved(deck, path)


AWKWARD: dict[str, Callable[[Path], Path]] = {
    "runs, groups, masters": split_runs,
    "one marked row": one_marked_row,
    "marks in rows of their own": three_rows,
    "pictures": pictures,
    "a box too small": crowded_words,
}


@pytest.mark.parametrize("make", AWKWARD.values(), ids=list(AWKWARD))
def test_an_awkward_form_is_filled_in_and_no_tag_is_left(
    make: Callable[[Path], Path], book: Any, tmp_path: Path
) -> None:
    made = export(book, "定例資料", tmp_path / "定例.pptx", form=make(tmp_path / "様式.pptx")).files[0]
    with zipfile.ZipFile(made) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                text = archive.read(name).decode("utf-8")
                assert "{{" not in text and "{%" not in text, name


def test_text_split_over_runs_keeps_the_look_of_the_first(book: Any, tmp_path: Path) -> None:
    deck = deck_of(book, form=split_runs(tmp_path / "様式.pptx"))
    slide = deck.slides[0]
    assert slide.shapes.title.text == "会員基盤刷新 定例会"
    group = next(shape for shape in slide.shapes if hasattr(shape, "shapes"))
    run = group.shapes[0].text_frame.paragraphs[0].runs[0]
    assert run.text.startswith("基準日 2026/11/30") and run.text.endswith(" 現在")
    assert run.font.bold and run.font.size == Pt(20) and str(run.font.color.rgb) == "1F3864"
    assert slide.notes_slide.notes_text_frame.text.startswith("進行: ")


def test_a_marked_row_stands_once_for_each_element_between_what_stands_around_it(
    book: Any, tmp_path: Path
) -> None:
    deck = deck_of(book, form=one_marked_row(tmp_path / "様式.pptx"))
    rows = [[cell.text for cell in row.cells] for row in deck.slides[0].shapes[0].table.rows]
    late = [i for i in book.overdue() if i.is_late and i.sheet in ("課題管理表", "QA表", "仕様変更管理表")]
    assert rows[0] == ["番号", "件名"] and rows[-1] == ["計", f"{len(late)} 件"]
    assert sorted(row[0] for row in rows[1:-1]) == sorted(item.row_id for item in late)


def test_more_rows_than_there_is_room_for_are_counted_and_told_in_the_notes(
    crowded: Any, tmp_path: Path
) -> None:
    deck = deck_of(crowded, form=one_marked_row(tmp_path / "様式.pptx"))
    slide = deck.slides[0]
    table = slide.shapes[0].table
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    shown = [row for row in rows if row[0].startswith("ISS")]
    assert rows[-2][0] == f"ほかに {12 - len(shown)} 件" and len(shown) < 12
    assert f"{12 - len(shown)} 件" in slide.notes_slide.notes_text_frame.text
    width = table.columns[1].width.pt - 14.4
    needed = sum(
        max(
            max(1, -(-text_width(cell) * 12 // (table.columns[n].width.pt - 14.4)))
            for n, cell in enumerate(row)
        )
        * 12
        * 1.2
        + 7.2
        for row in rows
    )
    assert width > 0 and slide.shapes[0].top.pt + needed <= slide.shapes[1].top.pt


def test_a_text_too_long_for_its_box_is_shortened_and_stands_whole_in_the_notes(
    crowded: Any, tmp_path: Path
) -> None:
    slide = deck_of(crowded, form=crowded_words(tmp_path / "様式.pptx")).slides[0]
    shape = slide.shapes[0]
    text = shape.text_frame.text
    assert (
        text.endswith("…")
        and -(-text_width(text) * 14 // (shape.width.pt - 14.4)) * 14 * 1.2 <= shape.height.pt
    )
    assert LONG in slide.notes_slide.notes_text_frame.text


def test_pictures_stand_in_their_boxes_in_their_proportions(book: Any, tmp_path: Path) -> None:
    slide = deck_of(book, form=pictures(tmp_path / "様式.pptx")).slides[0]
    assert [shape.shape_type for shape in slide.shapes] == [13, 13]
    first, second = slide.shapes
    assert first.width / first.height == pytest.approx(second.width / second.height, rel=0.01)
    assert first.left >= Inches(1) - 20 and first.left + first.width <= Inches(7) + 20
    assert first._element._nvXxPr.cNvPr.get("descr") and first.name == "図_工程"


@pytest.mark.skipif(not HAS_IMPRESS, reason="LibreOffice Impress がありません")
@pytest.mark.libreoffice
def test_libreoffice_prints_a_filled_form(crowded: Any, tmp_path: Path) -> None:
    deck = deck_of(crowded, form=one_marked_row(tmp_path / "様式.pptx"))
    path = saved(deck, tmp_path / "定例.pptx")
    assert convert(path, "pdf", tmp_path).stat().st_size > 5_000


def refusal(book: Any, path: Path) -> str:
    with pytest.raises(BadForm) as told:
        deck_of(book, form=path)
    return told.value.message


def form_with(text: str, path: Path) -> Path:
    deck, slide = blank()
    box(slide, text)
    return saved(deck, path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 案件明 }}", "「案件名」のことでしょうか"),
        ("{{ 案件名", "タグが途中で切れています"),
        ("{% for 行 in 動き %}{{ 行.種類 }}", "閉じ方"),
        ("{{ ''.__class__.__mro__ }}", "1 枚目のスライド"),
        ("{{ 'あ' * 1000000000 }}", "使えない書き方"),
        ("{% for 甲 in 動き %}{% for 乙 in 動き %}{% set x = 1 %}{% endfor %}{% endfor %}", "使えない書き方"),
        ("図は {{ 図_工程[0].画像 }} です", "図は、図の項目だけを書いた枠"),
    ],
)
def test_a_mistake_in_a_tag_is_told_with_its_slide(text: str, said: str, book: Any, tmp_path: Path) -> None:
    told = refusal(book, form_with(text, tmp_path / "様式.pptx"))
    assert said in told and "1 枚目のスライド" in told and "様式.pptx" in told and "\n" not in told


def test_a_list_that_there_is_not_is_told(book: Any, tmp_path: Path) -> None:
    deck, slide = blank()
    table_of(slide, [["番号"], ["{%tr for 行 in 遅れ %}{{ 行.ID }}"]])
    assert "「遅れ」という一覧はありません" in refusal(book, saved(deck, tmp_path / "様式.pptx"))


def repacked(path: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> Path:
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return path


def test_a_form_that_runs_or_reaches_something_is_refused(book: Any, tmp_path: Path) -> None:
    honest = form_with("{{ 案件名 }}", tmp_path / "様式.pptx")

    def copy(name: str) -> Path:
        return Path(shutil.copy(honest, tmp_path / name))

    macros = repacked(
        copy("マクロ.pptx"),
        lambda n, d: d.replace(b"presentationml.presentation.main", b"presentationml.presentation.macroEnabled.main").replace(
            b"vnd.openxmlformats-officedocument.presentationml.presentation.macroEnabled", b"vnd.ms-powerpoint.presentation.macroEnabled"),
    )  # fmt: skip
    assert "マクロのないPowerPoint" in refusal(book, macros)
    outside = repacked(
        copy("外.pptx"),
        lambda n, d: d.replace(b"</Relationships>", b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://evil.example/x.png" TargetMode="External"/></Relationships>')
        if n == "ppt/slides/_rels/slide1.xml.rels" else d,
    )  # fmt: skip
    assert "外のファイルを参照" in refusal(book, outside)
    dtd = repacked(
        copy("宣言.pptx"),
        lambda n, d: (
            d.replace(b"<p:sld ", b'<!DOCTYPE x [<!ENTITY a "b">]><p:sld ', 1)
            if n == "ppt/slides/slide1.xml"
            else d
        ),
    )
    assert "DOCTYPE" in refusal(book, dtd) and "Word" not in refusal(book, dtd)
    (tmp_path / "文.pptx").write_bytes("文".encode())
    assert "PowerPointプレゼンテーション(.pptx)ではありません" in refusal(book, tmp_path / "文.pptx")


def test_a_word_form_is_refused_with_the_program_to_use(book: Any, tmp_path: Path) -> None:
    from docx import Document

    Document().save(str(tmp_path / "様式.docx"))
    told = refusal(book, tmp_path / "様式.docx")
    assert "PowerPoint" in told and "Word" not in told.replace("様式.docx", "")


def test_the_fields_of_the_form_are_told_and_a_calendar_has_none() -> None:
    tags = [field.tag for field in fields_of_document("定例資料")]
    assert "{{ 報告の信号 }}" in tags and "{%tr for 行 in 遅れている行 %} … {%tr endfor %}" in tags
    with pytest.raises(BadOption, match="様式と項目はありません"):
        fields_of_document("カレンダー")


def test_every_field_that_is_told_can_stand_in_a_form(book: Any, tmp_path: Path) -> None:
    plain = [
        f.tag
        for f in fields_of_document("定例資料")
        if "行." not in f.tag and f.tag.startswith("{{") and f.example != "(図)"
    ]
    deck, slide = blank()
    box(slide, "\n".join(plain), height=7)
    made = deck_of(book, form=saved(deck, tmp_path / "様式.pptx"))
    assert "会員基盤刷新" in "".join(texts(made.slides[0]))
