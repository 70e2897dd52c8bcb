"""Read a condition: Excel's grammar for expressions over tables, from text to a tree whose nodes know their place.

Full-width brackets, operators, digits and quotes are forgiven outside of texts and column names. There are no cell
addresses, no sheets or other workbooks, no array constants: a condition speaks of columns by their headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from pmo_xl.conditions.mistakes import Words, mistake_at, said_alone, said_between
from pmo_xl.conditions.values import ExcelError, Value, bounded

LONGEST: Final = 8_192
"""As many characters as Excel takes in a formula."""
DEEPEST: Final = 64
"""As many brackets in one another as Excel takes."""
MOST_ARGUMENTS: Final = 255


class UnreadableCondition(Exception):
    """The text is no condition. The message is a Japanese sentence; at: the place, counted from 1."""

    def __init__(self, why: str, at: int = 0, near: str = "") -> None:
        """Keep the sentence and where in the text it is so."""
        where = f"{at}文字目" if at else ""
        quoted = f"「{near[:20]}」" if near else ""
        super().__init__(f"{where}{quoted}: {why}" if where or quoted else why)
        self.at = at


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text or a truth value as it is written."""

    value: Value
    at: int


@dataclass(frozen=True, slots=True)
class CellRef:
    """`[@列]`: what stands in a column of the row itself. table: 表 of 表[@列]."""

    column: str
    at: int
    table: str = ""


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """`表[列]`, `表[[列1]:[列2]]`: a column of a sheet, or those from one to another."""

    table: str
    column: str
    at: int
    last: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; an argument left out (IF(a,,b)) is a blank."""

    name: str
    arguments: tuple[Node, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign before, or % behind."""

    operator: str
    operand: Node
    at: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one rank from the left to the right: a - b + c."""

    first: Node
    rest: tuple[tuple[str, Node], ...]
    at: int


Node: TypeAlias = Literal | CellRef | ColumnRef | Call | Unary | Chain

_RANKS: Final = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
    "^": 5,
}
_WIDE: Final = {
    **{ord(sign) + 0xFEE0: sign for sign in "(),=<>+-*/&^%:@[].!{};|$'"},
    **dict.fromkeys(map(ord, "\u201c\u201d\uff02"), '"'),
    0x2212: "-",
}
_SPELLED: Final = {"\u2266": "<=", "\u2267": ">=", "\u2260": "<>", "\u00d7": "*", "\u00f7": "/"}
_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_NAME = re.compile(r"[^\W\d][\w.・ー々〇]*")
_OPERATOR = re.compile(r"<>|<=|>=|[=<>&+\-*/^%(),:]")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, text, name, bracket, operator, end
    text: str
    at: int


def read_condition(text: str, words: Words) -> Node:
    """The tree of a condition. A leading = is forgiven. UnreadableCondition for what is none.

    words: what is known of names, for what is said of one that stands where it cannot.
    """
    if len(text) > LONGEST:
        raise UnreadableCondition(f"式が長すぎます({len(text):,}文字)。{LONGEST:,}文字までにしてください")
    return _Reader(text, words).whole()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    plain = text.translate(_WIDE)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, at = _token(text, plain, at)
        found.append(token)
    return [*found, _Token("end", "", len(text) + 1)]


def _token(text: str, plain: str, at: int) -> tuple[_Token, int]:
    start, sign = at, plain[at]
    if sign == '"':
        return _quoted(text, plain, at)
    if sign == "[":
        return _bracketed(text, plain, at)
    if why := mistake_at(plain, at):
        raise _refused(why, text, at)
    if found := _NUMBER.match(plain, at):
        return _Token("number", found[0], start + 1), found.end()
    if found := _NAME.match(plain, at):
        return _Token("name", found[0], start + 1), found.end()
    if sign in _SPELLED:
        return _Token("operator", _SPELLED[sign], start + 1), at + 1
    if found := _OPERATOR.match(plain, at):
        return _Token("operator", found[0], start + 1), found.end()
    raise _refused("この文字は式に使えません", text, at)


def _quoted(text: str, plain: str, at: int) -> tuple[_Token, int]:
    inside, end = "", at + 1
    while True:
        close = plain.find('"', end)
        if close < 0:
            raise _refused('文字列を閉じる " がありません', text, at)
        inside += text[end:close]
        if plain[close + 1 : close + 2] != '"':
            return _Token("text", inside, at + 1), close + 1
        inside, end = f'{inside}"', close + 2


def _bracketed(text: str, plain: str, at: int) -> tuple[_Token, int]:
    """What stands between [ and its ], brackets within it counted; ' takes the meaning from the sign behind it."""
    depth, end = 0, at
    while end < len(text):
        if plain[end] == "'":
            end += 1
        elif plain[end] == "[":
            depth += 1
        elif plain[end] == "]":
            depth -= 1
            if not depth:
                return _Token("bracket", text[at + 1 : end], at + 1), end + 1
        end += 1
    raise _refused("列の名前を閉じる ] がありません", text, at)


def _refused(why: str, text: str, at: int) -> UnreadableCondition:
    return UnreadableCondition(why, at + 1, text[at:].split("\n")[0])


class _Reader:
    """Takes tokens from the left; operators by rank, each rank a chain, so that length costs no depth."""

    def __init__(self, text: str, words: Words) -> None:
        stripped = text.lstrip()
        if "'!" not in stripped:
            stripped = stripped.lstrip("'").lstrip()
        lead = len(text) - len(stripped)
        if stripped[:1].translate(_WIDE) == "=":
            lead += 1
        self._text = text
        self._words = words
        self._tokens = [_Token(t.kind, t.text, t.at + lead) for t in _tokens(text[lead:])]
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        """The tree of the whole text."""
        if self._seen.kind == "end":
            raise UnreadableCondition("式が空です")
        found = self._expression(1)
        if self._seen.kind != "end":
            raise self._stopped(self._why_not_ended(), self._seen)
        return found

    def _why_not_ended(self) -> str:
        """What is said of what stands behind a whole expression."""
        seen = self._seen
        if seen.text == ")":
            return "閉じ括弧が多すぎます"
        if seen.text == ",":
            return "ここに , は書けません。引数は 関数名( ) の中に並べ、桁区切りの , は付けないでください"
        word = said_between(seen.text) if seen.kind == "name" else None
        return word or "ここで式が切れています。演算子か , が要ります"

    @property
    def _seen(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._seen
        self._next += 1
        return token

    def _is(self, text: str) -> bool:
        return self._seen.kind == "operator" and self._seen.text == text

    def _stopped(self, why: str, token: _Token) -> UnreadableCondition:
        if token.kind == "end":
            return UnreadableCondition(why, len(self._text), self._text[-10:])
        return UnreadableCondition(why, token.at, self._text[token.at - 1 :].split("\n")[0])

    def _expression(self, rank: int) -> Node:
        if rank > 5:
            return self._signed()
        first = self._expression(rank + 1)
        rest: list[tuple[str, Node]] = []
        while self._seen.kind == "operator" and _RANKS.get(self._seen.text) == rank:
            operator = self._take().text
            rest.append((operator, self._expression(rank + 1)))
        return Chain(first, tuple(rest), first.at) if rest else first

    def _signed(self) -> Node:
        signs = []
        while self._seen.kind == "operator" and self._seen.text in "+-":
            signs.append(self._take())
        found = self._operand()
        while self._is("%"):
            found = Unary("%", found, self._take().at)
        if sum(token.text == "-" for token in signs) % 2:
            return Unary("-", found, signs[0].at)
        return Unary("+", found, signs[0].at) if signs else found

    def _operand(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "text":
            return Literal(token.text, token.at)
        if token.kind == "bracket":
            return self._row_cell(token.text, token, "")
        if token.kind == "name":
            return self._named(token)
        if token.kind == "operator" and token.text == "(":
            found = self._nested(token)
            self._close(token)
            return found
        if token.kind == "operator" and token.text == ":":
            raise self._stopped("セル範囲は使えません。表の名前[列の名前] と書いてください", token)
        gap = "演算子が続くか、値が抜けています。ここに値か列か関数が要ります"
        raise self._stopped("式が途中で終わっています" if token.kind == "end" else gap, token)

    def _number(self, token: _Token) -> Node:
        try:
            return Literal(bounded(Decimal(token.text)), token.at)
        except ExcelError:
            raise self._stopped("数が大きすぎます", token) from None

    def _nested(self, opening: _Token) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._stopped(f"括弧が深すぎます({DEEPEST}重まで)", opening)
        found = self._expression(1)
        self._depth -= 1
        return found

    def _close(self, opening: _Token) -> None:
        if not self._is(")"):
            raise self._stopped(*self._why_not_closed(opening))
        self._take()

    def _why_not_closed(self, opening: _Token) -> tuple[str, _Token]:
        """What is said, and of what, where no ) stands."""
        seen = self._seen
        if seen.kind == "end":
            return "閉じ括弧 ) がありません", opening
        if seen.text == ":":
            return "ここに : は書けません。列の範囲は 表の名前[[列]:[列]] と書いてください", seen
        return said_between(seen.text) or "ここに , か ) が要ります", seen

    def _named(self, token: _Token) -> Node:
        if self._seen.kind == "bracket":
            if self._words.is_function(token.text) and not self._words.is_sheet(token.text):
                name = token.text.upper()
                raise self._stopped(f"{name} の引数は ( ) で囲んで {name}(…) と書いてください", token)
            return self._column(token, self._take())
        if self._is("("):
            return self._call(token)
        if token.text.upper() in ("TRUE", "FALSE"):
            return Literal(token.text.upper() == "TRUE", token.at)
        raise self._stopped(said_alone(token.text) or self._words.bare_word(token.text), token)

    def _call(self, name: _Token) -> Node:
        if not self._words.is_function(name.text):
            raise UnreadableCondition(self._words.unknown_function(name.text), name.at)
        opening = self._take()
        arguments: list[Node] = []
        if self._is(")"):
            self._take()
            return Call(name.text.upper(), (), name.at)
        while True:
            if self._is(",") or self._is(")"):
                arguments.append(Literal(None, self._seen.at))
            else:
                arguments.append(self._nested(opening))
            if len(arguments) > MOST_ARGUMENTS:
                raise self._stopped(f"引数が多すぎます({MOST_ARGUMENTS}個まで)", name)
            if not self._is(","):
                break
            self._take()
        self._close(opening)
        return Call(name.text.upper(), tuple(arguments), name.at)

    def _row_cell(self, inside: str, token: _Token, table: str) -> Node:
        """[@列], [@[列 名]], [[#This Row],[列]]."""
        stripped = inside.strip()
        if stripped[:1].translate(_WIDE) == "@" and stripped[1:].strip():
            return CellRef(_heading(stripped[1:]), token.at, table)
        parts = _parts(stripped)
        if parts and parts[0].casefold() == "#this row" and len(parts) == 2:
            return CellRef(parts[1], token.at, table)
        name = stripped.strip("[]@\uff20 ")[:20]
        why = f"その行の値なら [@{name}]、表の列全体なら 表の名前[{name}] と書いてください"
        raise self._stopped(why if name else "[ ] の中に列の名前がありません", token)

    def _column(self, table: _Token, inside: _Token) -> Node:
        """表[列], 表[[列]], 表[[#All],[列]], 表[[列1]:[列2]], 表[@列]."""
        stripped = inside.text.strip()
        if stripped[:1].translate(_WIDE) == "@" or stripped.casefold().startswith("[#this row]"):
            return self._row_cell(stripped, inside, table.text)
        parts = _parts(stripped)
        names = [part for part in parts if part.casefold() not in ("#all", "#data", ":")]
        if ":" in parts and len(names) == 2:
            return ColumnRef(table.text, names[0], table.at, names[1])
        if len(names) == 1 and ":" not in parts and not names[0].startswith("#"):
            return ColumnRef(table.text, names[0], table.at)
        raise self._stopped("表の名前[列の名前] と書いてください", table)


_PART = re.compile(r"\[((?:'.|[^\]'])*)\]|([:\uff1a])|[,\s]+")


def _parts(inside: str) -> list[str]:
    """The pieces of what stands in brackets: headings, #All, and : between two of them."""
    if not inside.startswith("["):
        return [_heading(inside)] if inside else []
    found, at = [], 0
    while at < len(inside):
        piece = _PART.match(inside, at)
        if not piece:
            return []
        at = piece.end()
        if piece[1] is not None:
            found.append(_heading(piece[1]))
        elif piece[2]:
            found.append(":")
    return found


def _heading(text: str) -> str:
    """A heading without a further pair of brackets and the marks that take meaning from a sign."""
    stripped = text.strip()
    if stripped.startswith("[") and stripped.endswith("]"):
        stripped = stripped[1:-1].strip()
    return re.sub("'(.)", r"\1", stripped)
