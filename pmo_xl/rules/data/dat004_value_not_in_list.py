"""DAT004: words that the list of their column does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings, default_of
from pmo_xl.model.vocabulary import STATES, list_name
from pmo_xl.rules.known_settings import DAY_KEYS, is_known, known_keys, values_of
from pmo_xl.rules.rule import (
    EVERY_ROW,
    FITS,
    OUT_OF_SCOPE,
    Asked,
    Group,
    Judgement,
    Severity,
    rule,
    violation,
)
from pmo_xl.rules.screens import places_of_odd


def _with_odd_words(sheet: type[Record], project: Project) -> Asked:
    """The rows with a word that its list does not have; every row of the lists themselves and of 設定."""
    if sheet in (Choice, Setting):
        return EVERY_ROW
    lists, canonical = dict(_choice_fields(sheet)), project.vocabulary.canonical
    return Asked(
        places_of_odd(
            project.of(sheet),
            lists,
            lambda field, word: word is not None and canonical(lists[field], word) is None,
        )
    )


_MOST_WORDS = 8


@rule(
    "DAT004",
    judges=Record,
    screen=_with_odd_words,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}。{near}",
    remedy="{how}",
)
def value_not_in_list(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """選択する欄には、選択肢にある言葉が入っていなければならない。

    ## 要旨
    状態・優先度などの選択欄に、選択肢シートの一覧(なければ pmo_xl の標準の一覧)にない言葉があるときに指摘します。
    近い言葉があれば示します。選択肢シートに新しい状態を足したのに意味の欄が空のときは、その行に警告を出し、
    意味が書かれるまで「進行中」として数えます。

    pmo_xl が作ったものでない表では、その職場の言葉を列ごとに1度だけ、最初の行で言います。終わりかどうか分からない状態は
    警告で、分かるまで「進行中」として数えます。ほかの欄の言葉は情報で、そのまま読みます。

    設定シートに pmo_xl の知らない項目や値があるときも警告します(打ち間違いで効いていない設定に気づくためです)。

    ## なぜ問題か
    一覧にない状態では、終わったのか残っているのかを判断できません。集計からも漏れます。

    ## 違反例
    課題管理表(pmo_xl の台帳)
    | 課題ID | 優先度 | 状態 | 指摘 |
    |---|---|---|---|
    | ISS-001 | 高 | 対応中々 | 状態 |
    | ISS-002 | 特急 | 未着手 | 優先度 |

    ## 違反例(職場の言葉)
    課題管理表
    | 課題ID | 種別 | 状態 | 指摘 |
    |---|---|---|---|
    | ISS-001 | 画面 | 様子見 | 種別(情報)、状態(警告) |
    | ISS-002 | 画面 | 様子見 | |
    | ISS-003 | 帳票 | 【完了】 | |

    ## 違反例(意味のない新しい状態)
    選択肢
    | 一覧名 | 値 | 意味 | 指摘 |
    |---|---|---|---|
    | 課題管理表.状態 | 対応中 | | |
    | 課題管理表.状態 | 様子見 | | 意味(警告) |

    ## 違反例(知らない設定)
    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 規則.QST999 | 切 | 項目(警告) |
    | 規則.QST001 | けいこく | 値(警告) |
    | 閾値.停滞日 | 10 | 項目(警告) |
    | 閾値.停滞日数 | 十日 | 値(警告) |
    | 規則群 | きびしめ | 値(警告) |
    | 基準日 | 11月末 | 値(警告) |
    | 会計年度開始月 | 13 | 値(警告) |

    ## 適合例(設定)
    設定
    | 項目 | 値 |
    |---|---|
    | 案件名 | 会員基盤刷新 |
    | 規則群 | 厳格 |
    | 規則.QST001 | 警告 |
    | 閾値.停滞日数 | 10 |
    | 非機能対象外.移行性 | 移行がないため |

    ## 適合例
    選択肢
    | 一覧名 | 値 | 意味 |
    |---|---|---|
    | 課題管理表.状態 | 対応中 | |
    | 課題管理表.状態 | 検収待ち | 確認待ち |

    課題管理表
    | 課題ID | 優先度 | 状態 |
    |---|---|---|
    | ISS-001 | 高 | 検収待ち |
    | ISS-002 | 低 | 完　了 |
    """
    if isinstance(record, Choice):
        return _new_state(record, project)
    if isinstance(record, Setting):
        return _setting(record)
    if record.place is not None and not record.place.table.is_ours:
        return _own_words(record, project) or FITS
    hits = []
    for field, name in _choice_fields(record.__class__):
        word = getattr(record, field)
        if word is not None and project.vocabulary.canonical(name, word) is None:
            hits += _unknown(field, name, word, project)
    return hits or FITS


@cache
def _choice_fields(sheet: type[Record]) -> tuple[tuple[str, str], ...]:
    fields = (field for field in sheet.fields_of_kind(Kind.CHOICE) if not sheet.columns[field].is_derived)
    return tuple((field, list_name(sheet, field)) for field in fields)


def _unknown(field: str, name: str, word: str, project: Project) -> list[Judgement]:
    words = project.vocabulary.words(name)
    if not words:
        return []
    near = NearMisses(words).of(word, 1)
    expected = "、".join(words[:12])
    hint = f"「{near[0]}」のことではありませんか。" if near else f"使える言葉: {expected}。"
    how = f"一覧から選び直してください。新しい言葉を使うなら選択肢シートの「{name}」に足してください。"
    what = f"「{word}」は一覧「{name}」にありません"
    return [violation(field, expected=expected, what=what, near=hint, how=how)]


def _own_words(record: Record, project: Project) -> list[Judgement]:
    """What a table of another office calls things, told once for each column at the first row that does."""
    place = record.place
    key = ("own words", place and place.table.sheet_title, place and place.table.header_row, record.__class__)
    found = project.cached(key, lambda: tuple(_columns_with_own_words(record, project)))
    return [_told_once(field, name, words, project) for first, field, name, words in found if first is record]


def _columns_with_own_words(of: Record, project: Project) -> Iterator[tuple[Record, str, str, Counter[str]]]:
    """By column of the table that a record stands in, the first row with such a word, and how often each stands."""
    table = of.place and of.place.table
    rows = [row for row in project.of(of.__class__) if row.place and row.place.table is table]
    for field, name in _choice_fields(of.__class__):
        known = project.vocabulary.canonical
        used = [(row, word) for row in rows if (word := getattr(row, field)) and known(name, word) is None]
        if used and project.vocabulary.words(name):
            yield used[0][0], field, name, Counter(word for _, word in used)


def _told_once(field: str, name: str, words: Counter[str], project: Project) -> Judgement:
    shown = "、".join(f"「{word}」({count}件)" for word, count in words.most_common(_MOST_WORDS))
    more = f" ほか {len(words) - _MOST_WORDS} 語" if len(words) > _MOST_WORDS else ""
    is_state = name in STATES
    expected = "、".join(project.vocabulary.words(name)[:12])
    return violation(
        field,
        expected=expected,
        severity=Severity.WARNING if is_state else Severity.INFO,
        what=f"{shown}{more}は{'終わりかどうか分からない' if is_state else 'この職場の'}言葉です",
        near="分かるまで「進行中」として数えます。" if is_state else "そのまま読みました。",
        how=f'{expected} のどれに当たるかを pmo_xl.toml の [words."{name}"] に書くと、どのブックでもそう読みます。',
    )


def _new_state(choice: Choice, project: Project) -> Judgement:
    name = choice.list_name or ""
    if name not in STATES or not choice.value:
        return OUT_OF_SCOPE
    meaning = choice.meaning or choice.value
    if project.vocabulary.meaning_is_known(name, meaning):
        return FITS
    words = "、".join(STATES[name])
    blank = (
        "意味が書かれていません"
        if not choice.meaning
        else f"意味「{meaning}」を、標準の言葉から選んでいません"
    )
    what = f"状態「{choice.value}」(一覧「{name}」)の{blank}"
    return violation(
        "meaning",
        expected=words,
        severity=Severity.WARNING,
        what=what,
        near="分かるまで「進行中」として数えます。",
        how=f"意味の欄に、同じ意味の言葉({words})を書いてください。",
    )


def _setting(setting: Setting) -> Judgement:
    key, value = setting.key, setting.value or ""
    if not key:
        return OUT_OF_SCOPE
    if not is_known(key):
        near = NearMisses(known_keys()).of(key, 1)
        hint = f"「{near[0]}」のことではありませんか。" if near else "この設定は使われません。"
        how = "項目の名前を直すか、要らなければ行を消してください。"
        return _wrong_setting("key", f"設定の項目に「{key}」はありません", hint, how)
    if value and key in DAY_KEYS and Settings([setting]).day(key) is None:
        what = f"設定「{key}」の値「{value}」は日付として読めません"
        how = "直してください。直るまで、空欄と同じに扱います。"
        return _wrong_setting("value", what, "2026-11-30 のように書いてください。", how)
    if value and key == "会計年度開始月" and not 1 <= Settings([setting]).whole(key, 0) <= 12:
        what = f"設定「{key}」の値「{value}」は月ではありません"
        return _wrong_setting(
            "value",
            what,
            "1から12で書いてください。",
            f"直してください。直るまで{default_of(key)}月とします。",
        )
    words = values_of(key)
    if not value or words is None or value in words or (words == () and _is_whole(value)):
        return FITS
    hint = f"使える値: {'、'.join(words)}。" if words else "整数で書いてください。"
    how = "値を直してください。直るまで標準の値で動きます。"
    return _wrong_setting("value", f"設定「{key}」の値に「{value}」は使えません", hint, how)


def _wrong_setting(field: str, what: str, near: str, how: str) -> Judgement:
    return violation(field, severity=Severity.WARNING, what=what, near=near, how=how)


def _is_whole(value: str) -> bool:
    return re.fullmatch(r"\s*\d+\s*(日|件|%|%)?\s*", value) is not None
