"""A place in a Word file in a person's words: 本文の 3 段落目, ヘッダーの 1 段落目, 設定."""

from __future__ import annotations

from typing import Final

PARTS: Final = {
    "document": "本文", "hdr": "ヘッダー", "ftr": "フッター", "footnotes": "脚注", "endnotes": "文末脚注",
    "comments": "コメント", "settings": "設定", "webSettings": "Web表示の設定", "styles": "スタイル",
    "numbering": "段落番号", "glossaryDocument": "クイックパーツ", "fontTable": "フォントの一覧", "theme": "テーマ",
    "coreProperties": "プロパティ", "Properties": "プロパティ", "chartSpace": "グラフ", "Types": "部品の一覧",
    "Relationships": "参照の一覧", "dataModel": "SmartArt", "svg": "図(SVG)",
}  # fmt: skip
_BY_FILE: Final = (
    ("word/glossary/", "glossaryDocument"), ("[content_types].xml", "Types"), ("word/document.xml", "document"),
    ("word/header", "hdr"), ("word/footer", "ftr"), ("word/footnotes", "footnotes"), ("word/endnotes", "endnotes"),
    ("word/comments", "comments"), ("word/settings", "settings"), ("word/websettings", "webSettings"),
    ("word/styles", "styles"), ("word/numbering", "numbering"), ("word/charts/", "chartSpace"),
    ("word/fonttable", "fontTable"), ("docprops/", "coreProperties"), ("word/theme/", "theme"),
)  # fmt: skip
_IN_GLOSSARY: Final = "クイックパーツの"


def part_name(file: str, root: str) -> str:
    """A part in a person's words, by its root element, else by its file's name in the package."""
    if file.endswith(".rels"):
        return _relations_name(file)
    known = PARTS.get(root) or next(
        (PARTS[key] for start, key in _BY_FILE if file.lower().startswith(start)), ""
    )
    is_glossary = file.startswith("word/glossary/") and known != PARTS["glossaryDocument"]
    return (_IN_GLOSSARY if is_glossary else "") + (known or f"部品「{file[:60]}」")


def _relations_name(file: str) -> str:
    owner = file.replace("_rels/", "").removesuffix(".rels")
    return f"{part_name(owner, '') if owner else 'ファイル'}の参照の一覧"


def paragraph_name(part: str, number: int, *, is_in_box: bool = False) -> str:
    """A paragraph of a part; the part alone where it stands in none."""
    box = "のテキストボックス" if is_in_box else ""
    return f"{part}{box}の {number} 段落目" if number else f"{part}{box}"
