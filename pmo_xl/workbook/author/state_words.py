"""Groups of state words that formulas ask for, gathered from 選択肢 so that staff's own words count too.

A group lists the words of one state list that are of certain classes, or that stand for certain words.
It is a column of the 集計 sheet and a defined name 語_<group>.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.choice import Choice
from pmo_xl.model.vocabulary import STATES, UNDECIDED_CHANGES, StateClass, Vocabulary
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.plan import Book
from pmo_xl.workbook.formulas import filled

SLOTS = 16

_CLOSED = (StateClass.DONE, StateClass.CANCELLED)
_ANSWERED = (StateClass.IN_PROGRESS, *_CLOSED)


@dataclass(frozen=True)
class WordGroup:
    """Words of `list_name` whose class is one of `classes`, without those that stand for one of `but`."""

    name: str
    list_name: str
    classes: tuple[StateClass, ...]
    but: tuple[str, ...] = ()

    def condition(self) -> str:
        """The formula that is 1 for a row of 選択肢 whose word belongs to the group."""
        of_class = "+".join(f'({{choices.state_class}}="{state_class}")' for state_class in self.classes)
        without = "".join(
            f'*({{choices.meaning}}<>"{word}")*(1-({{choices.meaning}}="")*({{choices.value}}="{word}"))'
            for word in self.but
        )
        return f'({{choices.list_name}}="{self.list_name}")*({of_class}){without}'

    def words(self, choices: Iterator[Choice]) -> list[str]:
        """The words of the group, in the order of the rows."""
        vocabulary = Vocabulary()
        return [
            row.value
            for row in choices
            if row.list_name == self.list_name and row.value
            for word in [row.meaning or row.value]
            if vocabulary.class_of(self.list_name, word) in self.classes and word not in self.but
        ]


def word_groups(book: Book) -> tuple[WordGroup, ...]:
    """Every group that a formula of the workbook reads: the closed words of each list, and two more."""
    sheets = {ledger.label for ledger in book.ledgers.values()}
    labels = {name: name.split(".")[0] for name in STATES}
    closed = [WordGroup(f"{label}_終了", name, _CLOSED) for name, label in labels.items() if label in sheets]
    return (
        *closed,
        WordGroup("QA表_回答後", "QA表.状態", _ANSWERED),
        WordGroup("仕様変更管理表_判断後", "仕様変更管理表.状態", tuple(StateClass), but=UNDECIDED_CHANGES),
    )


def write_word_groups(book: Book, sheet_label: str, row: int, column: int) -> int:
    """Write the groups from this row and column on and name them; gives the first free row below."""
    sheet = book.sheet(sheet_label)
    head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
    plain = book.formats.get()
    choices = [record for record in book.ledgers[Choice].records if isinstance(record, Choice)]
    sheet.write_string(row, column, "状態の言葉", head)
    for index, group in enumerate(word_groups(book), column):
        letters = column_letters(index + 1)
        sheet.write_string(row + 1, index, group.name, head)
        words = group.words(iter(choices))
        for slot in range(SLOTS):
            above = f"{letters}${row + 3}:{letters}{row + 3 + slot}"
            word = words[slot] if slot < len(words) else ""
            sheet.write_formula(row + 2 + slot, index, nth_choice(group.condition(), above), plain, word)
        cells = f"{sheet_label}!${letters}${row + 3}:${letters}${row + 2 + SLOTS}"
        book.workbook.define_name(f"語_{group.name}", f"={cells}")
    return row + 2 + SLOTS


def nth_choice(condition: str, above: str) -> str:
    """The formula of the n-th word of 選択肢 for which the condition holds; n = the rows of `above`."""
    header = f"ROW({Choice.sheet.label}[[#Headers],[{Choice.columns['value'].label}]])"
    template = f"""
    IFERROR(INDEX({{choices.value}},SUMPRODUCT(SMALL(ROW({{choices.value}})-{header}
    +1000000*(1-({condition})*({{choices.value}}<>"")),ROWS({above})))),"")"""
    return f"={filled(template).strip()}"
