"""Conditions drawn by a grammar: of the kinds of value that a ledger has, nested up to four deep, most of them with a value.

What is known to differ between Excel and the engines that are here (test_against_another_engine.py says why) is not drawn:
texts with blanks at their ends or in another width, calendar functions of a blank day, whole columns from INDEX(…,0).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

_NUMBERS = ("[@発注金額]", "[@見積金額]", "[@負担率]")
_DAYS = ("[@発注日]", "[@見積日]")
_TEXTS = ("[@発注ID]", "[@システム名]", "[@件名]", "[@発注先]")
_TEXT_COLUMNS = ("予算管理表[発注先]", "予算管理表[システム名]", "予算管理表[件名]", "予算管理表[発注ID]")
_NUMBER_COLUMNS = ("予算管理表[発注金額]", "予算管理表[見積金額]")
_OPERATORS = ("=", "<>", "<", ">", "<=", ">=")
_PATTERNS = (
    "*",
    "?*",
    "<>",
    "",
    "ガ*",
    "*商事",
    "<>ガンマ",
    "=",
    "ORD-00?",
    "abc abc",
    "*a*",
    ">ORD-004",
    "<=デルタ",
    "~*",
)
_AMOUNTS = (">0", "<0", "=0", "<>0", "100000", ">=250000", "<>", "", "<=1E6", ">-5000")
_FORMATS = ("0", "#,##0", "0.0", "0.00%", "000", "#,##0円", "0;-0")


class Drawer:
    """Draws conditions; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        """Start from a seed."""
        self._random = random.Random(seed)

    def conditions(self, count: int) -> list[str]:
        """Different ones that speak of the row, short enough to be read."""
        found: dict[str, None] = {}
        while len(found) < count:
            make = self._one(self.truth, self.truth, self.truth, self.number, self.text, self.day)
            text = make(self._random.choice((2, 2, 3, 3, 4)))
            if "[@" in text and len(text) < 400:
                found[text] = None
        return list(found)

    def _one(self, *choices: Callable[[int], str]) -> Callable[[int], str]:
        return self._random.choice(choices)

    def _of(self, choices: Sequence[str]) -> str:
        return self._random.choice(choices)

    def _quoted(self, choices: Sequence[str]) -> str:
        return f'"{self._of(choices)}"'

    def number(self, depth: int) -> str:
        """What gives a number."""
        plain = (
            *_NUMBERS,
            *_NUMBERS,
            "1",
            "0",
            "-1",
            "2.5",
            "100",
            "1000000",
            "0.5",
            "7",
            "-250000",
            "1E6",
            "12.345",
        )
        if depth <= 0:
            return self._of(plain)
        number, text, day, of = (
            (lambda: self.number(depth - 1)),
            (lambda: self.text(depth - 1)),
            self.known_day,
            self._of,
        )
        return of(
            (
                f"({number()}{of('+-*/')}{number()})",
                f"{number()}{of('+-*')}{number()}",
                f"ROUND({number()},{of(('0', '1', '2', '-1', '-3'))})",
                f"{of(('ROUNDUP', 'ROUNDDOWN'))}({number()},{of(('0', '1', '-2'))})",
                f"MOD({number()},{of(('7', '3', '-4', '10', '0.5'))})",
                f"{of(('ABS', 'INT', 'SIGN', 'TRUNC'))}({number()})",
                f"{of(('MIN', 'MAX', 'SUM', 'AVERAGE', 'COUNT', 'COUNTA'))}({number()},{number()})",
                f"{of(('MIN', 'MAX', 'SUM', 'COUNT'))}({of((*_NUMBER_COLUMNS, '検収支払[検収日]'))},{number()})",
                f"LEN({text()})",
                f"IFERROR(FIND({self._quoted(('a', '-', '0', '次', 'ガ', 'ABC'))},{text()}),{number()})",
                f"IFERROR(SEARCH({self._quoted(('A', '?', 'B*', '0', '~?', '援'))},{text()}),{number()})",
                f"IF({self.truth(depth - 1)},{number()},{number()})",
                f"COUNTIF({of(_TEXT_COLUMNS)},{self._pattern()})",
                f"COUNTIF({of((*_NUMBER_COLUMNS, '検収支払[検収額]'))},{self._amount()})",
                f"COUNTIFS({of(_TEXT_COLUMNS)},{self._pattern()},{of(_NUMBER_COLUMNS)},{self._amount()})",
                f"SUMIFS({of(_NUMBER_COLUMNS)},{of(_TEXT_COLUMNS)},{self._pattern()},{of(_TEXT_COLUMNS)},{self._pattern()})",
                f"SUMIFS(検収支払[検収額],検収支払[発注ID],[@発注ID],検収支払[検収日],{self._when()})",
                f"SUMIF({of(_TEXT_COLUMNS)},{self._pattern()},{of(_NUMBER_COLUMNS)})",
                f"IFERROR(MATCH({text()},{of(_TEXT_COLUMNS)},0),{number()})",
                f"IFERROR(VLOOKUP([@発注ID],検収支払[[発注ID]:[検収日]],{of('23')},FALSE),{number()})",
                f"IFERROR(INDEX({of(_NUMBER_COLUMNS)},{of('12389')}),{number()})",
                f"{of(('YEAR', 'MONTH', 'DAY', 'WEEKDAY'))}({day()})",
                f"{self.day(depth - 1)}-{self.day(depth - 1)}",
                f"NETWORKDAYS({day()},{day()}{of(('', ',休日[日付]'))})",
                f"IFERROR(DATEDIF({day()},{day()},{self._quoted(('y', 'm', 'd', 'ym'))}),{number()})",
                f"IFERROR(AVERAGEIFS({of(_NUMBER_COLUMNS)},{of(_TEXT_COLUMNS)},{self._pattern()}),{number()})",
                f"{of(('CEILING', 'FLOOR'))}(ABS({number()}),{of(('10', '1000', '0.5'))})",
            )
        )  # fmt: skip

    def known_day(self) -> str:
        """A day that is none of a blank cell."""
        return self._of(
            (
                *("TODAY()", "DATE(2026,11,28)", "DATE(2025,12,31)", "DATE(2024,2,29)"),
                *(f'IF({each}="",TODAY(),{each})' for each in _DAYS),
            )
        )

    def day(self, depth: int) -> str:
        """What gives a day."""
        if depth <= 0:
            return self._of((*_DAYS, *_DAYS, "TODAY()", "DATE(2026,11,3)"))
        of, known = self._of, self.known_day
        return of(
            (
                f"EDATE({known()},{of(('1', '-1', '12'))})",
                f"EOMONTH({known()},{of(('0', '1', '-2'))})",
                f"WORKDAY({known()},{of(('1', '5', '-3', '10', '0'))}{of(('', ',休日[日付]'))})",
                f"{self.day(depth - 1)}+{of(('1', '30', '0'))}",
                f"MAX({self.day(depth - 1)},{known()})",
                f"IF({self.truth(depth - 1)},{self.day(depth - 1)},{known()})",
                f"DATE(YEAR({known()}),MONTH({known()})+{of('123')},{of(('1', '0', '31'))})",
            )
        )

    def text(self, depth: int) -> str:
        """What gives a text."""
        if depth <= 0:
            return self._of((*_TEXTS, *_TEXTS, '"abc"', '""', '"ガンマ"', '"完了"', '"ORD-001"'))
        text, plain, of = (lambda: self.text(depth - 1)), (lambda: self.text(0)), self._of
        return of(
            (
                f"{text()}&{text()}",
                f"{text()}&{of(('1', '2.5', '[@発注金額]', '[@見積金額]'))}",
                f"{of(('LEFT', 'RIGHT'))}({text()},{of('0123')})",
                f"MID({text()},{of('123')},{of('123')})",
                f"SUBSTITUTE({text()},{self._quoted(('a', '0', '-', 'ガ'))},{plain()})",
                f"{of(('UPPER', 'LOWER', 'TRIM'))}({text()})",
                f"IF({self.truth(depth - 1)},{text()},{text()})",
                f"TEXT({self.number(depth - 1)},{self._quoted(_FORMATS)})",
                f"TEXT({self.known_day()},{self._quoted(('yyyy/mm/dd', 'm/d', 'yyyy-mm', 'd', 'yy.m.d'))})",
                f"TEXTJOIN({self._quoted(('、', '', '-'))},TRUE,{text()},{plain()})",
                f"REPLACE({text()},{of('12')},{of('012')},{plain()})",
                f"REPT({plain()},{of('0123')})",
                f"IFERROR(INDEX({of(_TEXT_COLUMNS)},MATCH({plain()},{of(_TEXT_COLUMNS)},0)),{plain()})",
                f'SWITCH({plain()},{plain()},{plain()},{plain()},{plain()},"他")',
                f"IFERROR(VLOOKUP({plain()},予算管理表[[発注ID]:[件名]],{of('123')},FALSE),{plain()})",
            )
        )

    def truth(self, depth: int) -> str:
        """What gives TRUE or FALSE."""
        of, sign = self._of, self._of(_OPERATORS)
        if depth <= 0:
            make = self._one(self.number, self.text, self.day)
            cell = of((*_DAYS, *_TEXTS, *_NUMBERS))
            return of((f"{make(0)}{sign}{make(0)}", "TRUE", "FALSE", f"ISBLANK({cell})", f'{cell}=""'))
        truth, make = (lambda: self.truth(depth - 1)), self._one(self.number, self.text, self.day)
        one, other = make(depth - 1), make(depth - 1)
        return of(
            (
                f"{one}{sign}{other}",
                f"{one}{sign}{other}",
                f"{of(('AND', 'OR', 'XOR'))}({truth()},{truth()})",
                f"NOT({truth()})",
                f"{of(('ISNUMBER', 'ISTEXT', 'ISBLANK', 'ISNONTEXT', 'ISERROR'))}({one})",
                f"EXACT({self.text(depth - 1)},{self.text(depth - 1)})",
                f"IF({truth()},{truth()},{truth()})",
                truth(),
            )
        )

    def _pattern(self) -> str:
        return self._of(
            (self._of(_TEXTS), self._quoted(_PATTERNS), f'"<>"&{self._of(_TEXTS)}', f'{self._of(_TEXTS)}&"*"')
        )

    def _amount(self) -> str:
        plain = self._of((*_NUMBERS, "0", "100", "250000"))
        return self._of((plain, self._quoted(_AMOUNTS), f'">"&{plain}', f'"<="&{self._of(_NUMBERS[:2])}'))

    def _when(self) -> str:
        given = (
            '"<>"',
            '""',
            '"<="&TODAY()',
            '">"&[@発注日]',
            '">"&DATE(2026,11,1)',
            '"<2026/11/15"',
            "[@発注日]",
        )
        return self._of(given)
