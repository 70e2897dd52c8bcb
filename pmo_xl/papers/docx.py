"""A Word file as a Document: one walk through the body in its order, then headers, notes, comments and properties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from pmo_xl.model.passage import STATE, Document, PaperTable, Passage, UnreadPart
from pmo_xl.papers.docx_numbers import Numbers, read_numbers
from pmo_xl.papers.docx_styles import Styles, attribute, is_on, read_styles
from pmo_xl.papers.docx_text import WHITE, WRAPPERS, Line, chosen, nearest, own, read_line
from pmo_xl.papers.mark_columns import HEAD_ROW, MARK_COLUMN, mark_columns
from pmo_xl.papers.ooxml import Package
from pmo_xl.workbook.file.container import refusal
from pmo_xl.workbook.file.safe_xml import children, local_name

READS: Final = frozenset(
    (
        "見出し", "本文", "箇条書き", "表セル", "図表番号", "目次", "ヘッダー", "フッター", "脚注", "テキストボックス",
        "代替テキスト", "コメント", "挿入", "削除", "書式の変更", "変更の記録", "フィールド", "プロパティ", "リンク先",
        "プログラム", "隠し文字", "着色", "図形", "ファイルの状態", "書体", "ページ", "図",
    )
)  # fmt: skip
_TOP: Final = "_top"
_REFERENCE: Final = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\s*SEQ\s", re.IGNORECASE)
_PAGE_FIELD: Final = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_AUTOMATIC: Final = "自動番号"
_MAIN: Final = "word/document.xml"
_NO_HEADING: Final = "本文"
_TEXT_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_FORMAT_CHANGES: Final = (
    "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "tblGridChange", "numberingChange",
)  # fmt: skip
_HEADS: Final = {"header": "ヘッダー", "footer": "フッター"}
_NOTES: Final = {"footnotes": ("footnote", "脚注"), "endnotes": ("endnote", "文末脚注")}


def read_docx(path: str, data: bytes, password: str | None = None) -> Document:
    """The document in the bytes of a .docx or .docm. Raises UnreadableWorkbook with one sentence."""
    package = Package(path, data, "word/", password)
    main = next((each.target for each in package.relations("") if each.kind == "officeDocument"), "") or _MAIN
    root = package.tree(main, ()) if package.find(main) else None
    if root is None or not children(root, "body"):
        raise refusal(path, "本文(document.xml)が読めません（Wordで開いて修復し、保存し直してください）")
    styles = read_styles(package.tree("word/styles.xml", ()))
    walk = _Walk(path, styles, read_numbers(package.tree("word/numbering.xml", ("見出し",)), styles))
    walk.part = main
    walk.bookmarks.update(attribute(each, "name") for each in root.iter("{*}bookmarkStart"))
    for body in children(root, "body"):
        walk.blocks(body)
    _beside(package, main, walk)
    passages = [
        *(walk.checked(each) for each in walk.passages),
        *package.properties(path),
        *package.outside(path, walk.links),
        *package.drawn(path),
        *package.state(path),
        *walk.fonts(),
        _pages(package, root, walk),
    ]
    passages += package.programs(path)
    kind = path.rpartition(".")[2].lower()
    unread = tuple(dict.fromkeys(package.unread))
    return Document(
        path,
        kind,
        tuple(passages),
        READS,
        unread,
        package.sha256,
        len(data),
        False,
        tuple(walk.tables),
        package.saved_on(),
    )


class _Walk:
    """The passages of one document, gathered in order. Where it stands: the headings above, and the counts below them."""

    def __init__(self, path: str, styles: Styles, numbers: Numbers) -> None:
        self.path, self.styles, self.numbers = path, styles, numbers
        self.passages: list[Passage] = []
        self.tables: list[PaperTable] = []
        self._fonts: dict[str, tuple[str, str]] = {}
        self.anchors: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._headings: dict[
            int, str
        ] = {}  # as a reader sees them, with the numbers that Word puts before them
        self._titles: dict[int, str] = {}  # as they are typed: what stays when others come between
        self._counts: Counter[str] = Counter()
        self.links: dict[tuple[str, str], str] = {}
        self.bookmarks: set[str] = set()
        self.part = _MAIN
        self._fixed = ""  # a place that does not count paragraphs of the body: a header, a note

    @property
    def heading(self) -> tuple[str, ...]:
        """The headings above, the outermost first."""
        return () if self._fixed else tuple(self._headings[level] for level in sorted(self._headings))

    def blocks(self, element: etree._Element, kind: str = "") -> None:
        """The paragraphs and tables inside an element. kind: what they are where not body text."""
        for child in element.iterchildren("*"):
            name = local_name(child)
            if name == "p":
                self._paragraph(child, kind)
            elif name == "tbl":
                self._table(child, kind)
            elif name == "AlternateContent":
                self.blocks(chosen(child), kind)
            elif name in WRAPPERS:
                if name in _TEXT_CHANGES:
                    self._changed(child, "", self._place("段落"))
                self.blocks(child, kind)
            elif name in _FORMAT_CHANGES or name == "sectPr":
                self._changes(child, [], self._place("文書の区切り"))

    def checked(self, passage: Passage) -> Passage:
        """A link inside the file, and a field that refers, say where their bookmark is gone."""
        if passage.kind == "フィールド":
            found = _REFERENCE.match(passage.text)
            is_lost = found is not None and found[1].strip('"') not in self.bookmarks
            return replace(passage, marks=passage.marks | {"行き先なし"}) if is_lost else passage
        if passage.kind != "リンク先" or passage.text in self.bookmarks or passage.text == _TOP:
            return passage
        return replace(passage, marks=passage.marks | {"行き先なし"})

    def fonts(self) -> Iterator[Passage]:
        """The fonts that letters ask for by name, each once, at the first of them."""
        return (Passage(self.path, "書体", name, *where) for name, where in self._fonts.items())

    def at(self, place: str) -> None:
        """What follows stands there and not under a heading."""
        self._fixed = place
        self._counts.clear()

    def _place(self, what: str) -> tuple[str, str]:
        above = self._fixed or (self.heading[-1] if self.heading else _NO_HEADING)
        key = self._fixed or "/".join(self._titles[level] for level in sorted(self._titles))
        return f"{above} ＞ {what}", f"{key}/{what}"

    def _next(self, what: str) -> str:
        self._counts[what] += 1
        return f"{what}{self._counts[what]}"

    def _paragraph(self, paragraph: etree._Element, kind: str) -> None:
        line = read_line(paragraph, self.styles)
        found, level = self.styles.kind(paragraph)
        text = "".join(line.text).strip()
        number = "" if kind else self.numbers.next(paragraph, self.styles)
        if level and text and not kind:
            for deeper in [each for each in self._headings if each >= level]:
                del self._headings[deeper], self._titles[deeper]
            self._titles[level] = " ".join(text.split())
            self._headings[level] = f"{number} {self._titles[level]}".strip()
            self._counts.clear()
            automatic = (_AUTOMATIC,) if self.styles.is_numbered(paragraph) else ()
            where = (self._headings[level], "/".join(self._titles[each] for each in sorted(self._titles)))
            self._add("見出し", text, where, marks=(f"深さ{level}", *automatic))
        else:
            is_counted = any(_COUNTED.match(each) for each in line.fields)
            where = self._place(self._next("段落"))
            self._add(kind or found, text, where, marks=(_AUTOMATIC,) if is_counted else ())
        is_plain = not self.styles.is_shaded(paragraph) and kind != "テキストボックス"
        self._line(paragraph, line, self._where, is_plain=is_plain)

    def _add(
        self, kind: str, text: str, where: tuple[str, str], *, column: str = "", marks: Iterable[str] = ()
    ) -> None:
        self._where = where
        if text:
            found = frozenset(marks)
            self.passages.append(
                Passage(self.path, kind, text, *where, heading=self.heading, column=column, marks=found)
            )

    def _line(
        self,
        element: etree._Element,
        line: Line,
        where: tuple[str, str],
        *,
        is_plain: bool,
        is_head: bool = False,
    ) -> None:
        """What a paragraph holds beside its text. is_plain: nothing is painted behind it; is_head: first of a table."""
        told: list[tuple[str, str, str | None, set[str]]] = [
            *(("代替テキスト", text, None, set[str]()) for text in line.described),
            *(("フィールド", text.strip(), None, set[str]()) for text in line.fields if text.strip()),
            *(
                ("プログラム", "DDE", None, {"実行"})
                for text in line.fields
                if text.strip().upper().startswith("DDE")
            ),
            *(("隠し文字", text, why, set[str]()) for why, text in line.faint if is_plain or why != WHITE),
            *(("着色", text, None, {mark, *((HEAD_ROW,) if is_head else ())}) for mark, text in line.marked),
            *(("リンク先", anchor, None, {"ファイルの中"}) for _, anchor in line.links if anchor),
        ]
        if hidden := "".join(line.hidden).strip():
            told.append(("隠し文字", hidden, "隠し文字", set()))
        self._changes(element, line.changes, where)
        for kind, text, reason, marks in told:
            found = Passage(
                self.path, kind, text, *where, self.heading, hidden=reason, marks=frozenset(marks)
            )
            self.passages.append(found)
        if line.pictures and not self._fixed:
            self.passages.append(Passage(self.path, "図", "図", *where, self.heading))
        for name in line.fonts:
            self._fonts.setdefault(name, where)
        self.bookmarks.update(line.bookmarks)
        for number, _ in line.links:
            self.links.setdefault((self.part, number), where[0])
        for comment in line.comments:
            self.anchors.setdefault(comment, (where[0], self.heading))
        for box in line.boxes:
            self.blocks(box, "テキストボックス")

    def _changes(
        self, element: etree._Element, texts: Sequence[tuple[str, str, str]], where: tuple[str, str]
    ) -> None:
        """The changes of one paragraph or row: those of text with it, the others by what they are."""
        for kind, author, text in texts:
            self._change(kind, text, author, where)
        for each in own(element, _FORMAT_CHANGES if texts else (*_TEXT_CHANGES, *_FORMAT_CHANGES)):
            self._changed(each, "", where)

    def _changed(self, element: etree._Element, text: str, where: tuple[str, str]) -> None:
        """One change, by the element that says it."""
        name = local_name(element)
        kind = "挿入" if name in ("ins", "moveTo", "cellIns") else "削除"
        self._change(
            "書式の変更" if name in _FORMAT_CHANGES else kind, text, attribute(element, "author"), where
        )

    def _change(self, kind: str, text: str, author: str, where: tuple[str, str]) -> None:
        told = Passage(self.path, kind, text, *where, self.heading, hidden="変更履歴", author=author or None)
        self.passages.append(told)

    def _table(self, table: etree._Element, kind: str) -> None:
        name = self._next("表")
        rows = [list(nearest(row, "tc")) for row in nearest(table, "tr")]
        lines = [[self._cell(cell) for cell in row] for row in rows]
        texts = [
            ["\n".join(filter(None, ("".join(each.text).strip() for _, each in cell))) for cell in row]
            for row in lines
        ]
        cells = {(i, j): text for i, row in enumerate(texts, 1) for j, text in enumerate(row, 1) if text}
        if cells and not self._fixed:
            place, key = self._place(name)
            self.tables.append(PaperTable(place, key, cells, heading=self.heading))
        marked = mark_columns({(i, j): text for i, row in enumerate(texts) for j, text in enumerate(row)})
        heads = texts[0] if texts else []
        is_painted = bool(children(table, "tblPr", "tblStyle"))
        for i, row in enumerate(lines):
            for j, cell in enumerate(row):
                where = self._place(f"{name} {i + 1}行{j + 1}列")
                column = heads[j] if i and j < len(heads) else ""
                marks = (MARK_COLUMN,) if (i, j) in marked else ()
                self._add(kind or "表セル", texts[i][j], where, column=column, marks=marks)
                is_plain = not is_painted and not children(rows[i][j], "tcPr", "shd")
                for paragraph, each in cell:
                    self._line(paragraph, each, where, is_plain=is_plain, is_head=i == 0 and len(lines) > 1)
                self._inner(rows[i][j], where)
        for properties in children(table, "tblPr"):
            self._changes(properties, [], self._place(name))
        for i, table_row in enumerate(nearest(table, "tr"), 1):
            for properties in (*children(table_row, "trPr"), *children(table_row, "tc", "tcPr")):
                self._changes(properties, [], self._place(f"{name} {i}行目"))

    def _cell(self, cell: etree._Element) -> list[tuple[etree._Element, Line]]:
        """The paragraphs of a cell, those of tables inside it left out."""
        found = nearest(cell, "p")
        for each in () if self._fixed else found:
            self.numbers.next(each, self.styles)
        return [(each, read_line(each, self.styles)) for each in found]

    def _inner(self, cell: etree._Element, where: tuple[str, str]) -> None:
        """Tables inside a cell."""
        for table in nearest(cell, "tbl"):
            self._table(table, "")


def _pages(package: Package, root: etree._Element, walk: _Walk) -> Passage:
    """How many pages it has as far as its file tells, and whether they are numbered."""
    app = package.tree("docProps/app.xml", ("プロパティ",))
    told = next((each.text or "" for each in app.iter("{*}Pages")), "") if app is not None else ""
    breaks = sum(1 for _ in root.iter("{*}lastRenderedPageBreak"))
    breaks = breaks or sum(1 for each in root.iter("{*}br") if attribute(each, "type") == "page")
    pages = max(int(told) if told.strip().isdecimal() else 1, breaks + 1)
    heads = [
        each
        for each in walk.passages
        if each.kind == "フィールド" and each.place.startswith(tuple(_HEADS.values()))
    ]
    numbered = any(_PAGE_FIELD.match(each.text) for each in heads)
    return Passage(
        walk.path, "ページ", str(pages), "ページ", "pages", marks=frozenset(("番号あり",) if numbered else ())
    )


def _beside(package: Package, main: str, walk: _Walk) -> None:
    """What stands in parts of its own: headers, notes, comments, settings."""
    counts: Counter[str] = Counter()
    related = package.relations(main)
    for relation in related:
        if relation.is_external or not relation.target:
            continue
        if word := _HEADS.get(relation.kind):
            counts[word] += 1
            root = package.tree(relation.target, (word,))
            walk.at(f"{word}{counts[word]}")
            walk.part = relation.target
            if root is not None:
                walk.blocks(root, word)
        elif relation.kind in _NOTES:
            _notes(package, relation.target, walk, *_NOTES[relation.kind])
        elif relation.kind == "comments":
            _comments(package, relation.target, walk, _resolved(package, [each.target for each in related]))
        elif relation.kind == "aFChunk":
            package.unread.append(
                UnreadPart(relation.target, f"差し込まれた文書 {relation.target} の中身は点検していません")
            )
        elif relation.kind == "settings":
            root = package.tree(relation.target, ("変更の記録",))
            if root is not None and children(root, "documentProtection"):
                told = "文書の編集が制限されています"
                walk.passages.append(Passage(walk.path, STATE, told, told, "protection"))
            if is_on(root, "trackRevisions"):
                place = ("変更の記録の設定", "settings")
                walk.passages.append(Passage(walk.path, "変更の記録", "変更の記録が入のままです", *place))


def _notes(package: Package, part: str, walk: _Walk, name: str, word: str) -> None:
    root = package.tree(part, ("脚注",))
    for note in [] if root is None else children(root, name):
        if attribute(note, "type") in ("", "normal"):
            walk.at(f"{word}{attribute(note, 'id')}")
            walk.blocks(note, "脚注")


def _comments(package: Package, part: str, walk: _Walk, resolved: frozenset[str]) -> None:
    root = package.tree(part, ("コメント",))
    for comment in [] if root is None else children(root, "comment"):
        number = attribute(comment, "id")
        lines = [read_line(each, walk.styles) for each in comment.iter("{*}p")]
        text = "\n".join("".join(each.text) for each in lines).strip()
        ids = {attribute(each, "paraId") for each in comment.iter("{*}p")}
        place, heading = walk.anchors.get(number, (_NO_HEADING, ()))
        marks = frozenset(("解決済み",)) if ids & resolved else frozenset[str]()
        where = (f"{place} のコメント", f"comment{number}", heading)
        author = attribute(comment, "author") or None
        walk.passages.append(Passage(walk.path, "コメント", text, *where, "", "コメント", marks, author))


def _resolved(package: Package, parts: Iterable[str]) -> frozenset[str]:
    """The paragraphs of comments that are marked as done."""
    part = next((each for each in parts if each.endswith("commentsExtended.xml")), "")
    root = package.tree(part, ()) if part else None
    found = [] if root is None else children(root, "commentEx")
    return frozenset(attribute(each, "paraId") for each in found if attribute(each, "done") in ("1", "true"))
