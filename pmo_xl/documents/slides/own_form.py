"""A PowerPoint file of one's own as a form: {{ fields }} in its texts, marked rows of its tables, named boxes for pictures.

A text is filled in paragraph by paragraph in the sandbox of the Word forms. What would run over its box is shortened with
…, and stands whole in the notes of its slide. A row of a table with {%tr for 行 in お願い %} is repeated; a shape that is
named after a figure (図_工程), or holds nothing but its tag, becomes the picture.
"""

from __future__ import annotations

import copy
import errno
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from pmo_xl.charts.figure import Figure
from pmo_xl.charts.painting import png
from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import reason
from pmo_xl.documents.slides.deck import Box
from pmo_xl.documents.slides.fitting import FittedText, fit, height_of, lines_in
from pmo_xl.documents.slides.form_text import SPACE, only, put_text, size_of, strip, text_of
from pmo_xl.documents.word.content import Fields
from pmo_xl.documents.word.form_errors import bad_form
from pmo_xl.documents.word.form_grammar import Steps
from pmo_xl.documents.word.form_judge import judge
from pmo_xl.documents.word.form_package import SLIDES, read_form
from pmo_xl.documents.word.form_tags import CLOSING, check_tags, unclosed
from pmo_xl.documents.word.sandbox import NothingToDraw, Sandbox
from pmo_xl.errors import BadForm
from pmo_xl.model.display import shortened
from pmo_xl.visible import visible

LARGEST: Final = 60_000_000
MOST_SLIDES, MOST_ROWS = 200, 200
_EMU: Final = 12_700  # in a point
_DPI: Final = 220
_MOST_LINES: Final = 2  # of a cell of a repeated row
_TAG = re.compile(r"\{\{|\{%")
_ONLY_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_ROW = re.compile(r"\{%-?\s*tr\s+for\s+(\w+)\s+in\s+([\w.]+)\s*-?%\}")
_END_ROW = re.compile(r"\{%-?\s*tr\s+endfor\s*-?%\}")
_IMPOSSIBLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def filled_form(path: Path, fields: Fields, document: str) -> Any:  # noqa: ANN401 - python-pptx ships no types
    """The form filled in, as python-pptx has it. Raises BadForm with the slide and the text."""
    from pptx import Presentation

    try:
        deck = Presentation(io.BytesIO(_admitted(path)))
        _Filling(path.name, deck, fields, document).fill()
    except BadForm as error:
        raise _of_powerpoint(error) from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, etree.LxmlError) as error:
        raise BadForm(
            f"{path.name}: 様式の中の部品の組み立てが正しくないため、資料にできません。"
            "PowerPointで開いて修復し、PowerPointプレゼンテーション(.pptx)として保存し直してください。"
        ) from error
    return deck


def _admitted(path: Path) -> bytes:
    """The form as it was judged: it reaches for nothing outside itself, and runs nothing. Raises BadForm."""
    try:
        data = read_given(path, LARGEST)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            raise BadForm(
                f"{path.name}: 様式が大きすぎます。{LARGEST // 1_000_000}MBまでにしてください。"
            ) from error
        told = reason(error) if isinstance(error, OSError) else "名前が正しくありません"
        raise BadForm(f"様式 {path} を読めません({told})。ファイルの場所を確かめてください。") from error
    if not data.startswith(b"PK\x03\x04"):
        raise BadForm(
            f"{path.name}: PowerPointプレゼンテーション(.pptx)ではありません。"
            "PowerPointで開き、その形で保存してください。"
        )
    form = read_form(path.name, data, SLIDES)
    judge(form)
    for part in form.parts.values():
        if part.root is not None:
            check_tags(form.name, part)
    return form.rebuilt()


def _of_powerpoint(error: BadForm) -> BadForm:
    """The sentence with the program that this form is made with: forms of both kinds are judged in one place."""
    told = str(error).replace("Word文書(.docx)", "PowerPointプレゼンテーション(.pptx)")
    told = told.replace("Wordの文書(.docx)", "PowerPointプレゼンテーション(.pptx)")
    return BadForm(
        told.replace("マクロのないWord", "マクロのないPowerPoint").replace("Wordで", "PowerPointで")
    )


class _Filling:
    """One form being filled in."""

    def __init__(self, name: str, deck: Any, fields: Fields, document: str) -> None:  # noqa: ANN401 - as above
        self._name, self._deck, self._fields, self._document = name, deck, fields, document
        self._steps = Steps()
        self._sandbox = Sandbox(_no_picture, self._steps, _plain_text)
        self._notes: list[str] = []

    def fill(self) -> None:
        """Every slide, and what stands on the masters and layouts."""
        slides = list(self._deck.slides)
        if len(slides) > MOST_SLIDES:
            raise BadForm(f"{self._name}: スライドが多すぎます。{MOST_SLIDES} 枚までにしてください。")
        for master in self._deck.slide_masters:
            for number, holder in enumerate((master, *master.slide_layouts)):
                self._fill_shapes(
                    holder, "スライドマスター" if number == 0 else f"レイアウト「{holder.name}」"
                )
        for number, slide in enumerate(slides, 1):
            self._notes = []
            place = f"{number} 枚目のスライド"
            self._fill_shapes(slide, place)
            if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
                frame = slide.notes_slide.notes_text_frame
                for paragraph in list(frame.paragraphs):
                    self._fill_paragraph(paragraph, self._fields, f"{place}のノート", 10_000, 10.0)
            if self._notes:
                self._add_notes(slide)

    def _add_notes(self, slide: Any) -> None:  # noqa: ANN401 - as above
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(filter(None, (frame.text, *self._notes)))

    def _fill_shapes(self, holder: Any, place: str) -> None:  # noqa: ANN401 - as above
        for shape in list(_shapes(holder.shapes)):
            figure = self._figure_of(shape, place)
            if figure is not None:
                _replace(holder, shape, figure)
            elif getattr(shape, "has_table", False) and shape.has_table:
                self._fill_table(holder, shape, place)
            elif shape.has_text_frame:
                self._fill_frame(shape, place)

    def _figure_of(self, shape: Any, place: str) -> Figure | None:  # noqa: ANN401 - as above
        """The figure that a shape stands for, by its name or as the only tag in it. BadForm where it cannot be drawn."""
        text = shape.text_frame.text.strip() if shape.has_text_frame else ""
        only = _ONLY_FIELD.fullmatch(text)
        found = self._fields.get(shape.name.strip())
        if not _is_figures(found):
            found = self._fields.get(only[1]) if only else None
        if not _is_figures(found):
            return None
        first = found[0]["画像"] if found else None
        if isinstance(first, Figure):
            return first
        why = found[0]["理由"] if found else "この台帳からは描けません。"
        raise BadForm(f"{self._name}: {place}の「{shape.name}」に入れる図がありません。{why}")

    def _fill_frame(self, shape: Any, place: str) -> None:  # noqa: ANN401 - as above
        frame = shape.text_frame
        if not _TAG.search(frame.text):
            return
        width = (
            _points(shape.width, self._deck.slide_width)
            - _points(frame.margin_left)
            - _points(frame.margin_right)
        )
        height = (
            _points(shape.height, self._deck.slide_height)
            - _points(frame.margin_top)
            - _points(frame.margin_bottom)
        )
        left = height
        for paragraph in list(frame.paragraphs):
            size = size_of(shape, paragraph)
            room = max(lines_in(left, size), 1)
            lines = self._fill_paragraph(paragraph, self._fields, place, room, size, width)
            left -= height_of(lines, size)

    def _fill_paragraph(
        self,
        paragraph: Any,  # noqa: ANN401 - as above
        fields: Mapping[str, Any],
        place: str,
        most_lines: int,
        size: float,
        width: float = 100_000.0,
    ) -> int:
        """Fill in one paragraph; how many lines it takes."""
        text = paragraph.text.replace("\v", "\n")
        if not _TAG.search(text):
            return fit(text, width, size, 10_000).lines
        told = self._rendered(text, fields, place)
        found = fit(visible(told), width, size, most_lines)
        self._tell_cut(found, told, place)
        put_text(paragraph._p, found.text)
        return found.lines

    def _tell_cut(self, found: FittedText, told: str, place: str) -> None:
        if found.is_cut:
            self._notes.append(f"省略した文({place}): {told}")

    def _rendered(self, text: str, fields: Mapping[str, Any], place: str) -> str:
        from jinja2 import TemplateError

        opening = unclosed(text)
        if opening:
            raise BadForm(
                f"{self._name}: {place}の「{text[:40]}」で、タグが途中で切れています。"
                f"{opening} から {CLOSING[opening]} までを1つの段落に書き直してください。"
            )
        try:
            return str(self._sandbox.from_string(text).render(fields))
        except (TemplateError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            told = f"{place}の「{shortened(text, 40)}」"
            raise bad_form(self._name, text, error, self._fields, self._document, told) from error

    def _fill_table(self, holder: Any, shape: Any, place: str) -> None:  # noqa: ANN401 - as above
        table = shape.table
        widths = [_points(column.width) for column in table.columns]
        room = (_bottom(holder, shape, self._deck.slide_height) - shape.top) / _EMU
        rows = list(table._tbl.tr_lst)
        number = 0
        while number < len(rows):
            loop = _ROW.search(text_of(rows[number]))
            if loop is None:
                self._fill_row(rows[number], self._fields, widths, place, 1_000)
                number += 1
                continue
            others = sum(_points(row.h) for at, row in enumerate(rows) if at != number)
            number = self._repeat(rows, number, loop, widths, place, room - others)

    def _repeat(
        self,
        rows: list[Any],
        at: int,
        loop: re.Match[str],
        widths: Sequence[float],
        place: str,
        room: float,
    ) -> int:
        """The marked row once for each element; the number of the row behind it."""
        marked = rows[at]
        strip(marked, _ROW)
        last = at
        if not text_of(marked).strip() and at + 2 < len(
            rows
        ):  # as in Word: for, the row, endfor, each in its own row
            if not _END_ROW.search(text_of(rows[at + 2])):
                raise BadForm(
                    f"{self._name}: {place}の表の繰り返し「{loop[0]}」に、{{%tr endfor %}} がありません。"
                )
            marked.getparent().remove(marked)
            rows[at + 2].getparent().remove(rows[at + 2])
            marked, last = rows[at + 1], at + 2
        strip(marked, _END_ROW)
        items = _looked_up(self._fields, loop[2])
        if not isinstance(items, list):
            raise BadForm(
                f"{self._name}: {place}の表に、使えない項目があります。「{loop[2]}」という一覧はありません。"
                f"使える項目は pmo-xl fields {self._document} で見られます。"
            )
        after, used = marked, 0.0
        for count, item in enumerate(items):
            self._steps.take()
            made = copy.deepcopy(marked)
            for extension in made.findall(f"{{{SPACE}}}extLst"):
                made.remove(extension)  # it holds the row's own number, of which there must not be two
            height = self._fill_row(made, {**self._fields, loop[1]: item}, widths, place, _MOST_LINES)
            rest = len(items) - count
            reserve = _points(marked.h) if rest > 1 else 0.0
            if (used + height + reserve > room and count > 0) or count >= MOST_ROWS:
                only(made, f"ほかに {rest} 件")
                self._notes.append(f"{place}の表に入らなかった {rest} 件は台帳にあります({loop[2]})。")
                after.addnext(made)
                break
            after.addnext(made)
            after, used = made, used + height
        marked.getparent().remove(marked)
        return last + 1

    def _fill_row(
        self,
        row: Any,  # noqa: ANN401 - as above
        fields: Mapping[str, Any],
        widths: Sequence[float],
        place: str,
        most: int,
    ) -> float:
        """Fill in the cells of a row; how high it becomes."""
        from pptx.text.text import _Paragraph

        height = _points(row.h)
        for cell, width in zip(row.tc_lst, widths, strict=False):
            if cell.txBody is None:
                continue
            inner = width - (_points(cell.marL) + _points(cell.marR))
            lines, size = 0, 18.0
            for element in cell.txBody.p_lst:
                paragraph = _Paragraph(element, self._deck)
                size = size_of(None, paragraph)
                lines += self._fill_paragraph(
                    paragraph, fields, f"{place}の表", max(most - lines, 1), size, inner
                )
            height = max(height, height_of(lines, size) + _points(cell.marT) + _points(cell.marB))
        return height


def _shapes(shapes: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Every shape, those inside groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _no_picture(_: object) -> str:
    raise NothingToDraw("図は、図の項目だけを書いた枠か、図の項目の名前を付けた枠に入れてください。")


def _plain_text(text: str) -> str:
    return _IMPOSSIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_figures(value: object) -> bool:
    return isinstance(value, list) and (not value or (isinstance(value[0], dict) and "画像" in value[0]))


def _looked_up(fields: Mapping[str, Any], path: str) -> object:
    value: Any = fields
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _points(length: Any, otherwise: Any = 0) -> float:  # noqa: ANN401 - a length of python-pptx, or nothing
    return float(otherwise if length is None else length) / _EMU


def _replace(holder: Any, shape: Any, figure: Figure) -> None:  # noqa: ANN401 - as above
    """The picture in place of the shape, as large as it allows."""
    from pmo_xl.documents.slides.drawing import put_picture

    box = Box(*(_points(each) for each in (shape.left, shape.top, shape.width, shape.height)))
    made = put_picture(holder, box, figure.width, figure.height, png(figure, _DPI), figure.alt)
    made.name = shape.name
    shape._element.addprevious(made._element)
    shape._element.getparent().remove(shape._element)


def _bottom(holder: Any, shape: Any, slide_height: int) -> int:  # noqa: ANN401 - as above
    """Down to where a table may grow: the next shape below it, or the foot of the slide."""
    right = shape.left + shape.width
    below = [
        other.top
        for other in holder.shapes
        if other.shape_id != shape.shape_id
        and other.top is not None
        and other.top >= shape.top + shape.height
        and other.left < right
        and other.left + other.width > shape.left
    ]
    return int(min([*below, slide_height - 18 * _EMU]))
