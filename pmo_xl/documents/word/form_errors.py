"""What is wrong with a form's tags, as one Japanese sentence with the place in the form."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from pmo_xl.documents.word.form_grammar import NotAllowed, TooSlow
from pmo_xl.documents.word.form_places import PARTS
from pmo_xl.documents.word.form_tags import CLOSING, unclosed
from pmo_xl.documents.word.sandbox import NothingToDraw
from pmo_xl.errors import BadForm
from pmo_xl.model.display import shortened

_XML_TAG = re.compile(r"<[^>]+>")
_QUOTED = re.compile(r"'([^']+)'")
_ROOT = re.compile(r"<w:(\w+)")
_WITH_NAME = ("hdr", "ftr", "footnotes")
_SHOWN = 40


def bad_form(
    form: str, source: str, error: Exception, fields: Mapping[str, Any], document: str, place: str = ""
) -> BadForm:
    """The sentence for an error that a form's tags caused. source: the part as Jinja saw it, a paragraph a line.

    place: where they stand, where that is known without the source.
    """
    place = place or _place(source, _line_of(error))
    if isinstance(error, UndefinedError):
        return BadForm(f"{form}: {place}に、使えない項目があります。{_unknown(error, fields)}"
                       f"使える項目は pmo-xl fields {document} で見られます。")  # fmt: skip
    if isinstance(error, NothingToDraw):
        return BadForm(f"{form}: {place}に入れる図がありません。{error.message}"
                       "図がないこともある様式では、{% if 図.画像 %} と {% endif %} で囲んでください。")  # fmt: skip
    if isinstance(error, TooSlow):
        return BadForm(f"{form}: {place}まで進んだところで時間がかかりすぎたため、やめました。"
                       "繰り返しの入れ子や図の繰り返しを減らしてください。")  # fmt: skip
    if isinstance(error, SecurityError):
        return BadForm(
            f"{form}: {place}の繰り返しや式が大きすぎるか、使えない書き方です。項目の表示・for・if だけにしてください。"
        )
    if isinstance(error, TemplateSyntaxError):
        return BadForm(f"{form}: {place}のタグの書き方が正しくありません。{{{{ }}}} と {{% %}} の閉じ方、"
                       "for と endfor、if と endif の組を確かめてください。")  # fmt: skip
    return BadForm(
        f"{form}: {place}のタグを文書にできませんでした。段落や表の行をまたぐ if や for がないか確かめてください。"
    )


def split_tag(form: str, source: str) -> BadForm | None:
    """The sentence for a tag that is opened in one paragraph and closed in none, or in another.

    source: the part as Word stored it, a paragraph a line. Afterwards it would be too late: docxtpl joins a tag
    over whatever lies between its ends.
    """
    for number, line in enumerate(source.split("\n"), 1):
        if opening := unclosed(_XML_TAG.sub("", line)):
            return BadForm(
                f"{form}: {_place(source, number)}で、タグが途中で切れています。"
                f"{opening} から {CLOSING[opening]} までを1つの段落に書き直してください。"
            )
    return None


def _line_of(error: Exception) -> int | None:
    if isinstance(error, TemplateSyntaxError | NotAllowed):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)


def _place(source: str, line: int | None) -> str:
    """3 段落目「…」, ヘッダーの 1 段落目「…」; a line of the source is a paragraph, the first stands before it."""
    lines = source.split("\n")
    root = _ROOT.search(lines[0])
    part = f"{PARTS[root[1]]}の " if root and root[1] in _WITH_NAME else ""
    if line is None or not 1 <= line <= len(lines):
        return "様式"
    shown = _XML_TAG.sub("", lines[line - 1]).strip()
    return f"{part}{line - 1} 段落目「{shortened(shown, _SHOWN)}」"


def _unknown(error: UndefinedError, fields: Mapping[str, Any]) -> str:
    names = _QUOTED.findall(str(error))
    if not names:
        return ""
    known = difflib.get_close_matches(names[-1], _names(fields), n=1, cutoff=0.5)
    return f"「{names[-1]}」という項目はありません。" + (f"「{known[0]}」のことでしょうか。" if known else "")


def _names(fields: Mapping[str, Any]) -> list[str]:
    """Every field's name, those inside lists too."""
    found: list[str] = []
    for name, value in fields.items():
        found.append(name)
        rows = value[:1] if isinstance(value, list) else [value]
        for row in rows:
            found += _names(row) if isinstance(row, dict) else []
    return list(dict.fromkeys(found))
