"""The package of a Word or Excel file as precheck reads it: parts, relations inside and out, properties, what can run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final
from urllib.parse import unquote

from lxml import etree

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.passage import STATE, Passage, UnreadPart
from pmo_xl.workbook.file.container import Container, refusal
from pmo_xl.workbook.file.package import read_package
from pmo_xl.workbook.file.safe_xml import BrokenPart, children, local_name, parse_xml

PROPERTIES: Final = {
    "creator": "作成者",
    "lastModifiedBy": "最終更新者",
    "Manager": "管理者",
    "Company": "会社",
    "Template": "テンプレート",
    "title": "タイトル",
    "subject": "件名",
    "keywords": "キーワード",
    "description": "コメント",
    "category": "分類",
}
"""The properties that are read, by their element's name."""
_PROGRAMS: Final = (
    ("vbaproject.bin", "VBAマクロ"),
    ("/macrosheets/", "Excel 4.0 マクロシート"),
    ("/activex/activex", "ActiveXコントロール"),
)
_DRAWN: Final = re.compile(r"/(charts|diagrams)/((?:chart|data)\w*)\.xml$")
_JAPAN: Final = timezone(timedelta(hours=9))
_FIRST_YEAR: Final = 2000
_PYTHON_DOCX: Final = "2013-12-23T23:15"  # what python-docx's own template says
_ARCHIVES: Final = (b"PK", b"\xd0\xcf\x11\xe0")
_PROGRAM_OF: Final = {"word/": "Word", "ppt/": "PowerPoint"}
_OBJECTS: Final = ("/embeddings/",)


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of a .rels part. target: as written, if external; else the part's name, "" where there is none."""

    id: str
    kind: str
    target: str
    is_external: bool


class Package(Container):
    """The archive of a document of a given kind. main: how the name of its leading part begins."""

    def __init__(self, name: str, data: bytes, main: str, password: str | None = None) -> None:
        """Open the archive. Raises UnreadableWorkbook."""
        self._main = main
        self.unread: list[UnreadPart] = []
        if main not in ("", "xl/") and not data.startswith(
            _ARCHIVES
        ):  # Excel's own sentences are for Excel's files
            why = "中身が空です" if not data else "名前の終わりと中身の種類が違います"
            raise refusal(name, f"{why}（元のファイルを確かめてください）")
        super().__init__(name, data, password)

    def complaint_about_names(self, names: Sequence[str]) -> str | None:
        """Why these entries are no document of that kind."""
        if any(name.lower().startswith(self._main) for name in names):
            return None
        return "名前の終わりと中身の種類が違います（元のファイルを確かめてください）"

    def tree(self, name: str, kinds: Collection[str]) -> etree._Element | None:
        """The root of a part; None, and told in `unread`, where it cannot be read. kinds: what it holds."""
        found = self.find(name)
        if found is None:
            return None
        try:
            return parse_xml(self.part(found))
        except BrokenPart as error:
            message = error.message.replace(
                "Excelで開いて", f"{_PROGRAM_OF.get(self._main, 'Excel')}で開いて"
            )
            self.unread.append(UnreadPart(found, f"{found} が{message}", frozenset(kinds)))
            return None

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relations of a part."""
        folder, base = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"), ("リンク先",))
        items = [] if root is None else children(root, "Relationship")
        return tuple(self._relation(folder, each) for each in items)

    def _relation(self, folder: str, item: etree._Element) -> Relation:
        target = item.get("Target", "")
        kind = item.get("Type", "").rpartition("/")[2]
        if item.get("TargetMode") == "External":
            return Relation(item.get("Id", ""), kind, target, is_external=True)
        path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
        found = self.find(path) or self.find(unquote(path)) or ""
        return Relation(item.get("Id", ""), kind, found, is_external=False)

    def outside(self, document: str, places: Mapping[tuple[str, str], str]) -> Iterator[Passage]:
        """Every relation of every part that leads out of the file. places: by part and relation, where it is used."""
        for name in self.names:
            if not name.lower().endswith(".rels"):
                continue
            folder, _, base = name.rpartition("_rels/")
            part = f"{folder}{base.removesuffix('.rels')}"
            for each in self.relations(part):
                if each.is_external:
                    used = places.get((part, each.id))
                    place, key = used or f"部品 {part} のリンク", used or f"{name}#{each.id}"
                    marks = frozenset((each.kind, "外部"))
                    yield Passage(document, "リンク先", each.target, place, key, marks=marks)

    def properties(self, document: str) -> Iterator[Passage]:
        """The properties that hold something."""
        for part in ("docProps/core.xml", "docProps/app.xml"):
            root = self.tree(part, ("プロパティ",))
            for item in () if root is None else root.iterchildren("*"):
                label = PROPERTIES.get(local_name(item))
                text = "".join(str(each) for each in item.itertext()).strip()
                if label and text:
                    yield Passage(document, "プロパティ", text, f"プロパティ「{label}」", label)
        root = self.tree("docProps/custom.xml", ("プロパティ",))
        for item in () if root is None else children(root, "property"):
            name, text = item.get("name", ""), "".join(str(each) for each in item.itertext()).strip()
            if text:
                marks = frozenset(("ユーザー設定",))
                yield Passage(
                    document, "プロパティ", text, f"プロパティ「{name}」(ユーザー設定)", name, marks=marks
                )

    def state(self, document: str) -> Iterator[Passage]:
        """What the package says of being final or signed."""
        if any(name.lower().startswith("_xmlsignatures/") for name in self.names):
            yield Passage(document, STATE, "電子署名が付いています", "電子署名", "signature")
        root = self.tree("docProps/custom.xml", ("プロパティ",))
        for item in () if root is None else children(root, "property"):
            is_set = "true" in "".join(str(each) for each in item.itertext())
            if item.get("name") == "_MarkAsFinal" and is_set:
                yield Passage(document, STATE, "最終版の印が付いています", "最終版の印", "final")

    def saved_on(self) -> date | None:
        """The day on which it says it was saved, in Japan; None where that is no sensible day."""
        root = self.tree("docProps/core.xml", ("プロパティ",))
        told = (
            next((each.text for each in root.iter("{*}modified") if each.text), "")
            if root is not None
            else ""
        )
        try:
            moment = datetime.fromisoformat(told.strip().replace("Z", "+00:00")) if told else None
        except ValueError:
            return None
        if moment is None or moment.year < _FIRST_YEAR or told.startswith(_PYTHON_DOCX):
            return None
        return (moment if moment.tzinfo is None else moment.astimezone(_JAPAN)).date()

    def programs(self, document: str) -> Iterator[Passage]:
        """The parts that can run, and the objects that carry more than is seen."""
        for name in self.names:
            lowered = f"/{name.lower()}"
            for sign, word in _PROGRAMS:
                if sign in lowered and not lowered.endswith(".rels"):
                    marks = frozenset(("実行",)) if "ActiveX" not in word else frozenset()
                    yield Passage(document, "プログラム", word, f"部品 {name}", name, marks=marks)
            if any(sign in lowered for sign in _OBJECTS) and not lowered.endswith((".rels", "/")):
                self.unread.append(UnreadPart(name, f"埋め込まれた {name} の中身は点検していません"))
                yield Passage(document, "プログラム", self._object(name), f"部品 {name}", name)

    def _object(self, name: str) -> str:
        """What lies behind a chart or an icon: of a workbook the names of its sheets."""
        if not name.lower().endswith((".xlsx", ".xlsm")):
            return "OLEオブジェクト" if name.lower().endswith(".bin") else "埋め込まれたファイル"
        try:
            sheets = read_package(Container(name, self.part(name))).sheets
        except UnreadableWorkbook:
            return "埋め込まれたブック(シート名は読めません)"
        return f"埋め込まれたブック(シート: {'、'.join(sheet.title for sheet in sheets)})"

    def drawn(self, document: str) -> Iterator[Passage]:
        """The texts of charts and SmartArt."""
        for name in self.names:
            found = _DRAWN.search(name)
            root = self.tree(name, ("図形",)) if found else None
            if root is None or not found:
                continue
            word = "グラフ" if found[1] == "charts" else "図(SmartArt)"
            for number, each in enumerate(root.iter("{*}p", "{*}strCache"), 1):
                pieces = [piece.text or "" for piece in each.iter("{*}t", "{*}v")]
                if text := "".join(pieces).strip():
                    yield Passage(document, "図形", text, f"{word} {found[2]}", f"{name}#{number}")
