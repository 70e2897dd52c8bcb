"""What staff type where Excel wants something else, and what to write instead: names what is wrong, not what was expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Protocol

_COLUMN: Final = "列は [@列の名前] と書いてください"
_QUOTE: Final = '文字は " で囲んでください。例 [@状態]="完了"'
_COMMA: Final = "{0} は使えません。引数は , で区切ってください"
_RANGE: Final = "セル範囲({0})は使えません。列全体なら シートの名前[列の名前] と書いてください"
_ADDRESS: Final = "セル番地({0})は使えません。[@列の名前] か 表の名前[列の名前] と書いてください"

MISTAKES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), why)
    for pattern, why in (
        (r"!=|=!|<=>", "「等しくない」は <> と書いてください"),
        (r"==", "「等しい」は = を1つだけ書いてください"),
        (r"=>", "「以上」は >= と書いてください"),
        (r"=<", "「以下」は <= と書いてください"),
        (r"><", "「等しくない」は <> と書いてください"),
        (r"->", "列は 表の名前[列の名前] か [@列の名前] と書いてください"),
        (r"&&", "「かつ」は AND(条件,条件) と書いてください"),
        (r"\|\|", "「または」は OR(条件,条件) と書いてください"),
        (r"//|/\*", "式に注釈は書けません。わけは備考の列に書いてください"),
        (r"'[^']*'!|!", "ほかのシートやブックのセルは参照できません。表の名前[列の名前] と書いてください"),
        (r"['\u2018\u2019`\u00b4]", _QUOTE),
        (r"[「」『』]", f"「」は使えません。{_QUOTE}、{_COLUMN}"),
        (r"[【】〔〕〖〗《》〈〉]", f"この括弧は使えません。{_COLUMN}"),
        (r"\{", f"{{{{ }}}} の配列は使えません。どれかに等しいかは OR(条件,条件)、{_COLUMN}"),
        (r"\}", f"{{{{ }}}} の配列は使えません。{_COLUMN}"),
        (r"[;|、。]", _COMMA),
        (r"@\[", "@ は [ ] の中に書いてください。例 [@状態]"),
        (r"@[^\W\d][\w.]*\(", "関数の前の @ を消してください"),
        (r"@([^\W\d][\w.・ー]*)", "@{1} は [@{1}] と書いてください"),
        (r"@", _COLUMN),
        (r"[¥￥\\]", "金額に ¥ は付けず、数字だけで書いてください"),
        (r"#\d[\d/-]*#?", "日付は DATE(2026,11,30) のように書いてください"),
        (r"#(?:N/A|[A-Z0-9/]+[!?])", "{0} は式に書けません"),
        (r"[≒≈]", "ほぼ等しいかは ABS([@列の名前]-値)<幅 と書いてください"),
        (r"~", '文字を含むかは ISNUMBER(SEARCH("文字",[@列の名前])) と書いてください'),
        (r"[\u2010-\u2015ー]", "引き算の - は半角で書いてください"),
        (r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w.(\[])", _RANGE),
        (r"\$?\d{1,7}:\$?\d{1,7}", f"{_RANGE}。時刻なら TIME(10,30,0)"),
        (r"\$?[A-Z]{1,3}\$?\d{1,7}(?:\:\$?[A-Z]{1,3}\$?\d{1,7})?(?![\w.(\[])", _ADDRESS),
        (r"R(?:\d+|\[-?\d+\])C?(?:\d+|\[-?\d+\])?(?![\w.(])|RC?(?:\d+|\[-?\d+\])(?![\w.(])", _ADDRESS),
        (r"\$", "$ は使えません。[@列の名前] と書いてください"),
        (
            r"\d{1,3}(?:,\d{3})*,0\d\d(?!\d)",
            "桁区切りの , は付けず、数字だけで書いてください(1,000,000 は 1000000)",
        ),
        (
            r"\d[\d/]*\s*(?:年|月|日)",
            "日付は DATE(2026,11,30)、何日後かは + と - で、数字だけで書いてください",
        ),
        (r"\d[\d.]*\s*営業日", "n営業日以内かは 以内営業日(開始,終了,n) と書いてください"),
        (
            r"\d[\d.]*\s*(?:[十百千万億兆]?円|[十百千万億兆])",
            "数に「円」や「万」は付けず、桁を省かずに数字だけで書いてください",
        ),
        (r"\]", "列の名前を閉じる ] が多すぎます"),
    )
)
"""What is looked for before anything else is read at a place outside of texts and brackets; the first that fits is told."""

_SAID_BY: Final = {
    "AND(条件,条件)": "and かつ 且つ 及び および",
    "OR(条件,条件)": "or または 又は もしくは",
    'ISNUMBER(SEARCH("文字",[@列の名前]))': "like contains include includes match を含む 含む に",
    'OR([@列の名前]="値1",[@列の名前]="値2")': "in",
    "AND([@列の名前]>=下限,[@列の名前]<=上限)": "between",
    '[@列の名前]="" か [@列の名前]<>""': "is isnull",
    "IF(条件,値,値)": "then else なら ならば",
    "MOD(数,割る数)": "mod",
    "NOT(条件)": "not でない ではない",
}
_BETWEEN: Final[Mapping[str, str]] = {
    word: form for form, words in _SAID_BY.items() for word in words.split()
}
_IN_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("空欄", "空白", "未入力", "空", "NULL", "NONE", "BLANK", "EMPTY", "NOTHING", "NIL"),
        '空欄は "" と書いてください。例 [@期限]=""',
    ),
    **dict.fromkeys(("今日", "本日", "基準日", "現在"), "基準日は TODAY() と書いてください"),
}
_INSTEAD: Final[Mapping[str, str]] = {
    **dict.fromkeys(("もし", "IFF", "IIF"), "IF"),
    **dict.fromkeys(("かつ", "且つ"), "AND"),
    **dict.fromkeys(("または", "又は"), "OR"),
    **dict.fromkeys(("ISEMPTY", "ISNULL", "BLANK", "IFBLANK", "ISNOTBLANK"), "ISBLANK"),
    **dict.fromkeys(("CONTAINS", "INSTR", "SEARCHB", "FINDB", "REGEXTEST"), "SEARCH"),
    **dict.fromkeys(("LOOKUP", "HLOOKUP", "OFFSET", "INDIRECT", "XMATCH"), "XLOOKUP か INDEX と MATCH"),
    **dict.fromkeys(("DATEVALUE", "TIMEVALUE", "CDATE"), "DATE か VALUE"),
    **dict.fromkeys(("DATEDIFF", "DAYS360"), "DATEDIF か DAYS"),
    **dict.fromkeys(("SUMPRODUCT", "DSUM", "DCOUNT", "DCOUNTA"), "COUNTIFS か SUMIFS"),
    **dict.fromkeys(("FILTER", "UNIQUE", "SORT", "RANK"), "COUNTIFS か MAXIFS か MINIFS"),
    **dict.fromkeys(("LENB",), "LEN"),
    **dict.fromkeys(("FIXED", "YEN", "DOLLAR", "NUMBERSTRING", "DATESTRING"), "TEXT"),
    **dict.fromkeys(("MEDIAN", "SUBTOTAL", "AGGREGATE"), "SUM か AVERAGE か COUNT"),
    **dict.fromkeys(("営業日", "BUSINESSDAYS"), "NETWORKDAYS か 以内営業日"),
}
NEVER: Final = frozenset(
    (
        *(
            "RAND",
            "RANDBETWEEN",
            "RANDARRAY",
            "CELL",
            "INFO",
            "ROW",
            "ROWS",
            "COLUMN",
            "COLUMNS",
            "SHEET",
            "SHEETS",
        ),
        *("HYPERLINK", "WEBSERVICE", "FILTERXML", "IMAGE", "RTD", "CUBEVALUE", "GETPIVOTDATA", "FORMULATEXT"),
        *("LET", "LAMBDA", "CHOOSE", "TYPE", "ADDRESS"),
        *("CALL", "REGISTER.ID", "EXEC", "RUN", "EVALUATE", "MSGBOX", "SHELL"),
    )
)
"""Functions of Excel, of its macros and of VBA for which there is nothing here: no name that only looks alike is told."""


class Words(Protocol):
    """What a reader of conditions must know of the names that a workbook and its functions have."""

    def is_function(self, name: str) -> bool:
        """Whether there is a function of this name."""

    def is_sheet(self, name: str) -> bool:
        """Whether a sheet is called so."""

    def unknown_function(self, name: str) -> str:
        """What to say of a function that there is not."""

    def bare_word(self, name: str) -> str:
        """What to say of a name that stands alone."""


def mistake_at(plain: str, at: int) -> str | None:
    """What is wrong at a place of a formula, and what to write instead; None where nothing known is. plain: half-width."""
    for pattern, why in MISTAKES:
        if found := pattern.match(plain, at):
            return why.format(found[0], *found.groups())
    return None


def said_between(word: str) -> str | None:
    """How Excel says what a word between two values means (and, LIKE, を含む); None for another word."""
    form = _BETWEEN.get(word.casefold())
    if form:
        return f"「{word}」は {form} と書いてください"
    if word[:1] in "がはをのにでと":
        return "日本語の文では書けません。比べるには = <> < > <= >= を使ってください"
    return None


def said_alone(word: str) -> str | None:
    """How Excel says what a word that stands for a value means (空欄, 今日); None for another word."""
    return _IN_WORDS.get(word.upper())


def instead_of(function: str) -> str | None:
    """The functions that do what one does that there is not; None where there is none, or the name is unknown."""
    return _INSTEAD.get(function)
