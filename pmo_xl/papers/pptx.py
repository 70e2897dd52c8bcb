"""A PowerPoint file as a Document: slides in the order they are shown, their shapes and tables, notes, comments, layouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from pmo_xl.model.passage import STATE, Document, PaperTable, Passage, UnreadPart
from pmo_xl.papers.mark_columns import MARK_COLUMN, mark_columns
from pmo_xl.papers.ooxml import Package
from pmo_xl.workbook.file.container import refusal
from pmo_xl.workbook.file.safe_xml import children, local_name

READS: Final = frozenset(
    (
        "スライド文", "表セル", "図形", "ノート", "レイアウト", "コメント", "代替テキスト", "プロパティ", "リンク先",
        "プログラム", "隠し文字", "ページ", "空の頁", "図", STATE,
    )
)  # fmt: skip
_TRUE: Final = ("1", "true")
_COVER: Final = "表紙"
_DEEPEST: Final = 50
_EMPTY: Final = ("sldNum", "dt", "ftr", "hdr")
Frame = tuple[int, int, int, int]


def read_pptx(path: str, data: bytes, password: str | None = None) -> Document:
    """The document in the bytes of a .pptx or .pptm. Raises UnreadableWorkbook with one sentence."""
    package = Package(path, data, "ppt/", password)
    main = next((each.target for each in package.relations("") if each.kind == "officeDocument"), "")
    main = main or "ppt/presentation.xml"
    root = package.tree(main, ()) if package.find(main) else None
    if root is None:
        raise refusal(path, "スライドの一覧が読めません（PowerPointで開いて修復し、保存し直してください）")
    walk = _Walk(path, package, _size(root))
    slides = _slides(package, main, root)
    for number, part in enumerate(slides, 1):
        walk.slide(number, part)
    passages = [
        *walk.passages,
        *package.properties(path),
        *package.outside(path, walk.links),
        *package.drawn(path),
    ]
    passages += [*package.programs(path), *package.state(path)]
    if children(root, "modifyVerifier"):
        told = "編集がパスワードで制限されています"
        passages.append(Passage(path, STATE, told, told, "modify"))
    marks = frozenset(("番号あり",) if walk.is_numbered else ())
    passages.append(Passage(path, "ページ", str(len(slides)), "ページ", "pages", marks=marks))
    return Document(
        path,
        path.rpartition(".")[2].lower(),
        tuple(passages),
        READS,
        tuple(dict.fromkeys(package.unread)),
        package.sha256,
        len(data),
        tables=tuple(walk.tables),
        saved_on=package.saved_on(),
    )


def _size(root: etree._Element) -> tuple[int, int]:
    """Width and height of a slide, in EMU; those of 4:3 where nothing is said."""
    found = next(iter(children(root, "sldSz")), None)
    if found is None:
        return 9_144_000, 6_858_000
    return _whole(found.get("cx"), 9_144_000), _whole(found.get("cy"), 6_858_000)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else default


def _slides(package: Package, main: str, root: etree._Element) -> list[str]:
    """The parts of the slides, in the order of the show."""
    targets = {each.id: each.target for each in package.relations(main) if each.kind == "slide"}
    found = []
    for item in children(root, "sldIdLst", "sldId"):
        number = next((str(v) for k, v in item.items() if str(k).endswith("relationships}id")), "")
        if targets.get(number):
            found.append(targets[number])
        else:
            reason = f"{len(found) + 1}枚目のスライドが、ファイルの中にありません"
            package.unread.append(UnreadPart(f"スライド{len(found) + 1}", reason))
    return found


class _Walk:
    """The passages of a presentation, gathered slide by slide."""

    def __init__(self, path: str, package: Package, size: tuple[int, int]) -> None:
        self.path, self.package, self.size = path, package, size
        self.passages: list[Passage] = []
        self.tables: list[PaperTable] = []
        self.links: dict[tuple[str, str], str] = {}
        self.is_numbered = False
        self._layouts: set[str] = set()
        self._authors: dict[str, str] = {}

    def slide(self, number: int, part: str) -> None:
        """One slide with what hangs at it."""
        root = self.package.tree(part, ("スライド文", "表セル"))
        if root is None:
            return
        place = f"スライド{number}"
        hidden = "非表示スライド" if root.get("show") in ("0", "false") else None
        title = self._title(root)
        before = len(self.passages)
        for tree in children(root, "cSld", "spTree"):
            self._shapes(tree, place, (title,) if title else (), hidden, number)
        told = [each for each in self.passages[before:] if each.kind in ("スライド文", "表セル", "図")]
        drawn = any(each.kind in ("chart", "diagramData", "image") for each in self.package.relations(part))
        if not told and not drawn:
            self.passages.append(Passage(self.path, "空の頁", place, place, f"S{number}"))
        if hidden:
            sample = next((each.text for each in told), "(図だけ)")
            self.passages.append(Passage(self.path, "隠し文字", sample, place, f"S{number}", hidden=hidden))
        for each in root.iter("{*}hlinkClick"):
            link = next((str(v) for k, v in each.items() if str(k).endswith("relationships}id")), "")
            self.links.setdefault((part, link), place)
        for relation in self.package.relations(part):
            if relation.target and not relation.is_external:
                self._beside(relation.kind, relation.target, number, place)

    def _beside(self, kind: str, part: str, number: int, place: str) -> None:
        if kind == "notesSlide":
            self._notes(part, number, place)
        elif kind == "slideLayout" and part not in self._layouts:
            self._layouts.add(part)
            self._layout(part)
        elif kind == "comments":
            self._comments(part, number, place)

    def _title(self, root: etree._Element) -> str:
        for shape in root.iter("{*}sp"):
            kinds = [each.get("type") for each in shape.iter("{*}ph")]
            if kinds and kinds[0] in ("title", "ctrTitle"):
                return " ".join(_text(shape).split())
        return ""

    def _shapes(
        self,
        tree: etree._Element,
        place: str,
        heading: tuple[str, ...],
        hidden: str | None,
        number: int,
        deep: int = 0,
    ) -> None:
        for shape in tree.iterchildren("*"):
            name = local_name(shape)
            if name == "AlternateContent":
                inner = next(iter((*children(shape, "Choice"), *children(shape, "Fallback"))), None)
                if inner is not None and deep < _DEEPEST:
                    self._shapes(inner, place, heading, hidden, number, deep + 1)
            elif name == "grpSp" and deep < _DEEPEST:
                self._shapes(shape, place, heading, hidden, number, deep + 1)
            elif name in ("sp", "cxnSp", "pic", "graphicFrame"):
                self._shape(shape, name, place, heading, hidden, number)

    def _shape(
        self,
        shape: etree._Element,
        name: str,
        place: str,
        heading: tuple[str, ...],
        hidden: str | None,
        number: int,
    ) -> None:
        about = next(shape.iter("{*}cNvPr"), None)
        label = about.get("name", "") if about is not None else ""
        where = (f"{place} {label}".strip(), f"S{number}/{about.get('id', '') if about is not None else ''}")
        kinds = [each.get("type", "") for each in shape.iter("{*}ph")]
        if kinds[:1] == ["sldNum"] or any(each.get("type") == "slidenum" for each in shape.iter("{*}fld")):
            self.is_numbered = True
        marks = frozenset((_COVER,)) if number == 1 else frozenset[str]()
        text = _text(shape) if name in ("sp", "cxnSp") else ""
        if text and kinds[:1] != ["sldNum"]:
            self.passages.append(Passage(self.path, "スライド文", text, *where, heading, "", hidden, marks))
        if name in ("pic", "graphicFrame"):
            self.passages.append(Passage(self.path, "図", "図", *where, heading))
        if about is not None:
            self._about(shape, about, text, where, heading)
        for table in shape.iter("{*}tbl"):
            self._table(table, place, heading, hidden)

    def _about(
        self,
        shape: etree._Element,
        about: etree._Element,
        text: str,
        where: tuple[str, str],
        heading: tuple[str, ...],
    ) -> None:
        """What a reader of the slide does not see of a shape."""
        if described := (about.get("descr") or "").strip():
            self.passages.append(Passage(self.path, "代替テキスト", described, *where, heading))
        why = (
            "非表示の図形"
            if about.get("hidden") in _TRUE
            else "スライドの外の図形"
            if self._is_outside(shape)
            else ""
        )
        if why and (text or why == "非表示の図形"):
            shown = text or about.get("name", "")
            self.passages.append(Passage(self.path, "隠し文字", shown, *where, heading, hidden=why))

    def _is_outside(self, shape: etree._Element) -> bool:
        frame = _frame(shape)
        if frame is None:
            return False
        x, y, wide, high = frame
        return x >= self.size[0] or y >= self.size[1] or x + wide <= 0 or y + high <= 0

    def _table(self, table: etree._Element, place: str, heading: tuple[str, ...], hidden: str | None) -> None:
        name = f"{place} 表{sum(each.place.startswith(f'{place} ') for each in self.tables) + 1}"
        rows = [[_text(cell) for cell in children(row, "tc")] for row in children(table, "tr")]
        cells = {(i, j): text for i, row in enumerate(rows, 1) for j, text in enumerate(row, 1) if text}
        marked = mark_columns(cells)
        if cells:
            self.tables.append(PaperTable(name, name, cells, heading=heading))
        for (row, column), text in cells.items():
            at = f"{name} {row}行{column}列"
            head = cells.get((1, column), "") if row > 1 else ""
            marks = frozenset((MARK_COLUMN,)) if (row, column) in marked else frozenset[str]()
            self.passages.append(Passage(self.path, "表セル", text, at, at, heading, head, hidden, marks))

    def _notes(self, part: str, number: int, place: str) -> None:
        root = self.package.tree(part, ("ノート",))
        for shape in () if root is None else root.iter("{*}sp"):
            kinds = [each.get("type", "") for each in shape.iter("{*}ph")]
            text = _text(shape)
            if text and not (set(kinds) & {*_EMPTY, "sldImg"}):
                where = (f"{place} のノート", f"S{number}/notes")
                self.passages.append(Passage(self.path, "ノート", text, *where, hidden="ノート"))

    def _layout(self, part: str) -> None:
        root = self.package.tree(part, ("レイアウト",))
        for shape in () if root is None else root.iter("{*}sp"):
            if next(shape.iter("{*}ph"), None) is None and (text := _text(shape)):
                self.passages.append(Passage(self.path, "レイアウト", text, f"レイアウト {part}", part))

    def _comments(self, part: str, number: int, place: str) -> None:
        """Comments of both kinds, the old ones and the threads."""
        root = self.package.tree(part, ("コメント",))
        for comment in () if root is None else root.iter("{*}cm", "{*}reply"):
            own = [each for each in comment.iterchildren("*") if local_name(each) in ("text", "txBody")]
            text = "\n".join("".join(str(piece) for piece in each.itertext()).strip() for each in own)
            done = frozenset(("解決済み",)) if comment.get("status") == "resolved" else frozenset[str]()
            where = (f"{place} のコメント", f"S{number}/comment")
            self.passages.append(Passage(self.path, "コメント", text, *where, (), "", "コメント", done))


def _frame(shape: etree._Element) -> Frame | None:
    """Where a shape stands on the slide: x, y, width, height in EMU; None where its layout says it, or a group."""
    parent = shape.getparent()
    if parent is None or local_name(parent) != "spTree":
        return None
    for each in (*children(shape, "spPr", "xfrm"), *children(shape, "xfrm")):
        offset, extent = next(iter(children(each, "off")), None), next(iter(children(each, "ext")), None)
        if offset is not None and extent is not None:
            values = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
            x, y, wide, high = (_whole(value, 0) for value in values)
            return x, y, wide, high
    return None


def _text(shape: etree._Element) -> str:
    """The paragraphs of a shape or cell, line breaks kept."""
    return "\n".join(filter(None, _lines(shape)))


def _lines(shape: etree._Element) -> Iterator[str]:
    for body in shape.iterchildren("{*}txBody"):
        for paragraph in children(body, "p"):
            pieces = [
                "\n" if local_name(each) == "br" else each.text or ""
                for each in paragraph.iter("{*}t", "{*}br")
            ]
            yield "".join(pieces).strip()
