"""Column choice: of the columns that a field may stand in, the one whose heading and values say so together.

The heading proposes, the values decide: a column whose values are of another kind is no candidate, whatever it is
called; among several the values go before the wording. What only looks like a field is a guess with a confidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.model.vocabulary import library_words, list_name
from pmo_xl.workbook.layout.column_match import FACT, WHO_RAISED, Match, assigned, candidates, nearness
from pmo_xl.workbook.layout.column_values import ColumnValues, Fit, fit
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.headings import AFTER_OUR_OWN, LOOSENESS_OF_PARTS, bare_key, forms
from pmo_xl.workbook.layout.id_choice import best_id
from pmo_xl.workbook.layout.text_below import text_below, text_fields

CONFIDENT: Final = 0.6
"""Below this a column is asked back, and not read."""

_BY_VALUES, _BY_GUESS = "値", "推測"
_PREVIOUS: Final = ("前回", "先週", "前週", "前月", "旧", "変更前", "修正前")
# A heading that holds one of these words may be the field, where the values are of its kind.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "due_on": (
        "期限",
        "期日",
        "納期",
        "締切",
        "予定日",
        "見込日",
        "目標日",
        "目標",
        "完了予定",
        "対応予定",
        "解決予定",
        "リミット",
    ),
    "owner": (
        "担当",
        "対応者",
        "責任者",
        "実施者",
        "作業者",
        "アサイン",
        "対応元",
        "assignee",
        "owner",
        "オーナー",
    ),
    "answered_by": ("回答者", "回答元", "回答担当", "回答部署", "担当"),
    "status": (
        "状態",
        "状況",
        "ステータス",
        "status",
        "完了区分",
        "進捗",
        "現況",
        "対応区分",
        "処理区分",
        "採用",
        "採否",
        "完了未完了",
        "進み",
    ),
    "question": ("質問", "疑問", "問合せ", "問い合わせ", "照会"),
    "title": (
        "件名",
        "タイトル",
        "題名",
        "表題",
        "案件名",
        "課題内容",
        "事項",
        "タスク",
        "task",
        "作業",
        "要約",
        "概要",
        "内容",
        "課題",
        "機能",
    ),
    "answer": ("回答",),
    "kind": ("種別", "区分", "分類"),
    "priority": ("優先", "重要度", "緊急度"),
    "raised_on": ("起票日", "発生日", "登録日", "記入日"),
    "closed_on": ("完了日", "対応日", "クローズ"),
    "planned_start": ("開始予定", "予定開始", "着手予定"),
    "planned_finish": (
        "終了予定",
        "完了予定",
        "予定終了",
        "予定完了",
        "完了目標",
        "終了目標",
        "期限",
        "due",
        "期間",
    ),
    "progress": ("進捗率", "進捗度"),
}
"""Words that a heading of the field may hold, the most telling first."""
_OF_PERSONS: Final = ("担当", "責任者", "実施者", "作業者")
"""Who does it, not what it is: 作業担当 is no 作業."""
_NOT_THE_FIRST: Final = ("副", "サブ", "補佐", "前")
"""Who does not answer for it, beside whoever does: 主管 and 副担当."""
_OF_NUMBERS: Final = ("id", "no", "番号", "項番")
_DONE_ABOUT_IT: Final = ("修正", "対応", "処置", "対処", "対策", "回答", "解決", "決定")
_TELLING_OF: Final = ("要約", "概要", "内容")
_NAMES: Final = ("表題", "件名", "題名", "題目", "標題", "タイトル")
"""What ends so names a thing, and is no text about it: 質問表題 is no 質問内容."""
_TELLING_ENDS: Final = (
    "日",
    "日付",
    "日時",
    "期限",
    "期日",
    "納期",
    "切",
    "開始",
    "終了",
    "着手",
    "date",
    "月",
)
_LEVEL: Final = re.compile("(l|lv|level|レベル|階層)[0-9]")
_GENERATION: Final = re.compile("[親子孫](タスク|作業|項目)")
_MOST_NUMBERED: Final = 0.5
_LEAST_CHOSEN: Final = 3
_LONGEST_NAME: Final = 30
_PENALTY: Final = {Fit.AGREES: -0.03, Fit.UNKNOWN: 0.0, Fit.DOUBTFUL: 0.15, Fit.CONTRADICTS: 1.0}


@dataclass(frozen=True)
class Choice:
    """The columns chosen, and what was asked back: sentences about columns that were not read."""

    matches: Mapping[str, Match]
    doubts: tuple[str, ...] = ()


def chosen_columns(
    record_class: type[Record], headings: Sequence[Heading], values: Mapping[int, ColumnValues]
) -> Choice:
    """The column of each field by heading and values together."""
    return _Chooser(record_class, headings, values).choice()


class _Chooser:
    """The choice of the columns of one table."""

    def __init__(
        self, record_class: type[Record], headings: Sequence[Heading], values: Mapping[int, ColumnValues]
    ) -> None:
        self._class, self._headings, self._values = record_class, headings, values
        named = list(candidates(record_class, headings))
        self._refused = [match for match in named if self._fit(match) is Fit.CONTRADICTS]
        fitting = [m for m in named if self._fit(m) < Fit.CONTRADICTS]
        dense = [m for m in fitting if not self._is_sparse_id(m)]
        has_dense = any(match.field == "id" for match in dense)
        self._named = sorted(dense if has_dense else fitting, key=self._order)

    def choice(self) -> Choice:
        """The columns that are chosen, surely named ones and sure guesses, and what remains in doubt."""
        chosen = assigned(self._class, self._named)
        self._settle_id(chosen)
        chosen = {field: self._weighed(match) for field, match in chosen.items()}
        guessed = {match.field: match for match in self._guesses(chosen)}
        sure = {field: match for field, match in guessed.items() if match.confidence >= CONFIDENT}
        found = {**chosen, **sure}
        self._name_by_phase(found)
        self._name_by_what_is_short(found)
        doubts = (*self._unsure(guessed, sure), *self._contradicted(found))
        return Choice({f: found[f] for f in self._class.columns if f in found}, doubts)

    def _fit(self, match: Match) -> Fit:
        values = self._values.get(match.heading.column)
        if values is None:
            return Fit.UNKNOWN
        is_telling = (match.looseness == 0 and match.rank == 0) or match.key.endswith(_TELLING_ENDS)
        is_telling = is_telling and _is_its_own(match) and match.rank < AFTER_OUR_OWN
        return fit(self._class.columns[match.field].kind, values, is_telling=is_telling)

    def _order(self, match: Match) -> tuple[object, ...]:
        """Parked lists last, then columns whose values speak against the field, old ones, and the wording."""
        found = self._fit(match)
        is_blank = found is Fit.UNKNOWN and self._is_blank(match) and match.field in self._class.must_fields
        is_past = any(
            bare_key(text).startswith(_PREVIOUS) for text in (*match.heading.over, *match.heading.own)
        )
        gaps, *wording = nearness(match)
        return (gaps, found is Fit.DOUBTFUL or is_blank, is_past, *wording)

    def _is_sparse_id(self, match: Match) -> bool:
        """Whether a heading that is only loosely an ID (画面ID) has none in most rows: it numbers something else."""
        if match.field != "id" or match.looseness < LOOSENESS_OF_PARTS:
            return False
        values = self._values.get(match.heading.column, ColumnValues())
        return self._rows > 1 and values.filled < _MOST_NUMBERED * self._rows

    def _is_blank(self, match: Match) -> bool:
        values = self._values.get(match.heading.column)
        return values is not None and not values.filled and self._rows > 1

    @property
    def _rows(self) -> int:
        return max((values.rows for values in self._values.values()), default=0)

    def _settle_id(self, chosen: dict[str, Match]) -> None:
        """Of several columns that may be the ID, the one that other rows refer to, or that is no running number."""
        taken = {match.heading.column for field, match in chosen.items() if field != "id"}
        free = [m for m in self._named if m.field == "id" and m.heading.column not in taken]
        best = best_id(self._class, free, chosen, self._values, self._headings)
        if best is not None and best is not chosen.get("id"):
            chosen["id"] = replace(best, by=_BY_VALUES)

    def _name_by_phase(self, chosen: dict[str, Match]) -> None:
        """A plan of phases alone: what each phase is called is the name of its row."""
        if "title" in self._class.must_fields and "title" not in chosen and "phase" in chosen:
            chosen["title"] = replace(chosen["phase"], field="title", by=_BY_VALUES)

    def _name_by_what_is_short(self, chosen: dict[str, Match]) -> None:
        """要件 alone is what each requirement is called where its texts are short, else what it says."""
        if "title" not in self._class.columns:
            return
        held = {match.heading.column: field for field, match in chosen.items()}
        for match in self._named:
            field = held.get(match.heading.column, "title")
            is_free = match.field == "title" and "title" not in chosen and field not in ("id", "title")
            values = self._values.get(match.heading.column, ColumnValues())
            is_prose = self._class.columns[field].kind is Kind.LONGTEXT
            if is_free and is_prose and values.texts and values.length <= _LONGEST_NAME:
                chosen["title"] = replace(match, confidence=chosen.pop(field).confidence, by=_BY_VALUES)

    def _weighed(self, match: Match) -> Match:
        near = (
            0.97
            - 0.04 * min(match.looseness, 4)
            - 0.04 * (match.rank >= AFTER_OUR_OWN)
            - _PENALTY[self._fit(match)]
        )
        rivals = (
            m for m in self._named if m.field == match.field and m.heading.column != match.heading.column
        )
        rival = next(rivals, None)
        return replace(match, confidence=round(near, 2), rival=rival.heading.text if rival else "")

    def _guesses(self, chosen: Mapping[str, Match]) -> Iterator[Match]:
        """Fields without a column that a heading only holds a word of, where the values are of their kind."""
        taken, guessed = {match.heading.column for match in chosen.values()}, set[str]()
        for field, words in PARTS.items():
            column = self._class.columns.get(field)
            if column is None or field in chosen:
                continue
            if field == "title" and "phase" in chosen:  # 概要 beside 工程名 tells of the phase
                words = tuple(word for word in words if word not in _TELLING_OF)
            free = (heading for heading in self._headings if heading.column not in taken)
            agreeing = _holding_the_first(words, [h for h in free if self._may_be(h, field, words)])
            if field == "title" and all(_GENERATION.match(_own_key(h)) for h in agreeing):
                agreeing = agreeing[-1:]  # the task of 親タスク and 子タスク
            if agreeing:
                best, confidence = agreeing[0], 0.7 if len(agreeing) == 1 else 0.45
                rival = agreeing[1].text if len(agreeing) > 1 else ""
                yield Match(
                    field, best, bare_key(best.own[-1]), 5, 200, 0, False, _BY_GUESS, confidence, rival
                )
                taken.add(best.column)
                guessed.add(field)
        if not guessed & set(text_fields(self._class)):
            yield from self._text_of_rows(chosen, taken)

    def _text_of_rows(self, chosen: Mapping[str, Match], taken: Collection[int]) -> Iterator[Match]:
        """The text that every row has, as what the rows are about, where no heading says which one that is."""
        if not chosen.keys().isdisjoint(text_fields(self._class)) or "phase" in chosen:
            return
        heading = text_below(self._class, self._headings, taken, self._values)
        if heading is not None and len(chosen) >= _LEAST_CHOSEN and (fields := text_fields(self._class)):
            yield Match(fields[0], heading, bare_key(heading.own[-1]), 6, 300, 0, False, _BY_GUESS, CONFIDENT)

    def _may_be(self, heading: Heading, field: str, words: Sequence[str]) -> bool:
        key, kind = _own_key(heading), self._class.columns[field].kind
        values = self._values.get(heading.column)
        if values is None or key.startswith(_PREVIOUS) or not any(word in key for word in words):
            return False
        if kind is Kind.LONGTEXT and key.endswith(_NAMES):
            return False
        is_about = key.startswith(_DONE_ABOUT_IT) or key.endswith(_OF_NUMBERS)
        if field == "title" and (is_about or any(word in key for word in _OF_PERSONS)):
            return False
        is_second = field == "owner" and key.startswith(_NOT_THE_FIRST)
        if is_second or _is_of_another_group(heading, field):
            return False
        is_text = kind is Kind.LONGTEXT and bool(values.texts)
        is_of_its_kind = is_text or fit(kind, values, is_telling=False) is Fit.AGREES
        return is_of_its_kind and (kind is not Kind.CHOICE or knows_words(self._class, field, values))

    def _unsure(self, guessed: Mapping[str, Match], sure: Mapping[str, Match]) -> Iterator[str]:
        for field, match in guessed.items():
            if field not in sure:
                label, other = self._class.columns[field].label, f"か「{match.rival}」" if match.rival else ""
                yield f"「{label}」は「{match.heading.text}」{other}と思われますが、決められないため読みませんでした"

    def _contradicted(self, found: Mapping[str, Match]) -> Iterator[str]:
        taken = {match.heading.column for match in found.values()}
        told = set[int]()
        for match in self._refused:
            if match.field in found or match.heading.column in taken or match.heading.column in told:
                continue
            if match.field in self._class.must_fields:
                told.add(match.heading.column)
                label = self._class.columns[match.field].label
                yield f"「{match.heading.text}」は見出しでは「{label}」ですが、値がそうでないため「{label}」として読みませんでした"


def _is_its_own(match: Match) -> bool:
    """Whether what a heading means is said by its own text, not by one that merely stands above: 更新日／難易度."""
    own = match.heading.own
    is_alone = len(own) + len(match.heading.over) == 1
    return is_alone or match.is_composed or any(form.key == match.key for form in forms(own[-1]))


def _is_of_another_group(heading: Heading, field: str) -> bool:
    """Whether what stands above a heading says that it is not this field: 起票／担当者 is no owner, 実際／期間 no plan."""
    groups = {bare_key(text) for text in (*heading.over, *heading.own[:-1])}
    if field == "owner":
        return not groups.isdisjoint(WHO_RAISED)
    return field.startswith("planned_") and any(group.startswith(FACT) for group in groups)


def _own_key(heading: Heading) -> str:
    """What a heading is called by itself; the first of its levels (L1 … L4 under タスク) goes by its group."""
    key = bare_key(heading.own[-1])
    return bare_key(heading.own[0]) if _LEVEL.fullmatch(key) else key


def _holding_the_first(words: Sequence[str], headings: Sequence[Heading]) -> Sequence[Heading]:
    """The headings that hold the most telling of the words: 変更案件名 goes before 変更内容詳細."""
    found = ([h for h in headings if word in _own_key(h)] for word in words)
    return next(filter(None, found), ())


def knows_words(record_class: type[Record], field: str, values: ColumnValues) -> bool:
    """Whether half of the different words of a column are words of the field's list."""
    name = list_name(record_class, field)
    known = frozenset(map(name_key, library_words(record_class, field)))
    words = set(values.texts)
    return 2 * sum(name_key(word) in known or common_word(name, word) is not None for word in words) >= len(
        words
    )
