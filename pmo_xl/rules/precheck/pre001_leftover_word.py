"""PRE001: words that say the paper is not finished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Passage
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.precheck.texts import folded, hit, is_code
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_WORD: Final = r"(?<![A-Za-z])(?:{})(?![A-Za-z])"
_SHORTEST_QUOTE: Final = 8
_NEEDS: Final = "要(?:確認|修正|検討|調整)"
_ON_SCREEN: Final = "(?:の)?(?:ボタン|ステータス|状態|フラグ|一覧|件数|決済|操作|マーク|アイコン|バッジ|タブ|リスト|ラベル|欄|列)"
_SECTION: Final = re.compile(r"^[■●◆◇□・\d.\s]*(?:今後の|次回の|次回までの)?TODO$")
_SECTION_LINE: Final = re.compile(r"^[■●◆◇□・\s]*(?:今後の|次回の)?TODO:?\s*$", re.MULTILINE)
_CHANGE_MARKS: Final = re.compile("【(?:修正|削除|追記)】")
_CHANGES: Final = re.compile("変更|改訂|改版|履歴|差分")
_LABEL: Final = re.compile(_NEEDS)
_OF_LABELS: Final = re.compile("メニュー|ボタン|ラベル|表示名|画面名")
_ERROR: Final = "|".join(
    (
        r"【(?:要(?!件|求|望|約|点|旨|素|員|因|領)[^【】]{0,7}|仮|修正|削除|追記|確認中|保留)】",
        _WORD.format("TBD|TBC|TBA|FIXME"),
        r"(?<![A-Za-z])TODO(?![A-Za-z])(?!\s*(?:コメント|comment|リスト|一覧|管理))",
        rf"(?<![概「『\"]){_NEEDS}(?!事項|[」』\"]|\s?\([A-Za-z_]|{_ON_SCREEN})|(?<=[「『\"]){_NEEDS}(?![^「」『』\"]{{0,8}}[」』\"]|事項)"
        "|仮置き|執筆中|記載中",
        "(?:後|あと)で(?:直|書|確認|追記|修正)",
        "[Ll]orem [Ii]psum",
    )
)
_WHOLE: Final = re.compile(
    r"ダミー|あ{2,}|[aA]{3,}|[Tt]est\d+|ここに.*入力.*|クリックして.*入力.*", re.DOTALL
)
_QUESTION: Final = (
    "未定(?!義)|未決(?!済)|検討中|調整中|確認中|別途[、,]?(?:定め|検討|調整|協議|決定|提示)"
    "|(?:追って|後日)[、,]?(?:連絡|提示|決定)"
)
_BUTTON: Final = re.compile(r"\(?[0-9]{1,2}[).、:]?\s*【(?:修正|削除|追記)】")
_WHEN: Final = re.compile("(?:場合|とき|時|もの)は、?要(?:確認|検討|調整|修正)")
_OF_STATES: Final = ("セル", "図形")
_STATE_LINE: Final = re.compile(r"^[・\s]*[^\sはがをもで、。:]{1,24}(?:確認中|検討中|調整中)$", re.MULTILINE)
"""A whole line that is the name of a state, as a list of choices and a filter of a screen have it."""


@rule(
    "PRE001",
    judges=Passage,
    reads=BODY,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="「{match}」が残っています: 「{excerpt}」",
    remedy="決まった内容に書き換えるか、仕様書確認に担当と期限を付けて登録してください。",
)
def leftover_word(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """書きかけの印の言葉が、納品する文書に残っている。

    ## 要旨
    TBD、TODO、要確認、仮置き、執筆中、【仮】など、書きかけを示す言葉をエラーとして指摘します。
    未定、検討中、別途定める、追って連絡などは、まだ決まっていないと相手に約束してよい場合もあるため、要判断とします。
    語ファイルの [leftover] の add の言葉もエラーにし、allow の言葉を含む所は見ません。
    --book の台帳の仕様書確認に、その文を原文とする未決の行があれば指摘しません。
    概要確認、要確認事項、未定義、未決済、TODOリスト、プログラムの行は指摘しません。
    【要件】【要約】のように要で始まる普通の見出しも指摘しません。「要確認」ボタンや「要確認」の状態のように、画面の言葉として
    括弧でくくったもの、変更の履歴の中の【削除】も指摘しません。見出しの TODO は議事録の節とみなし、1語だけの TODO は要判断です。
    メニュー・ボタン・ラベル・表示名・画面名の列のセルが「要確認」だけのときも、画面の言葉かもしれないので要判断です。

    ## なぜ問題か
    お客様が、できあがっていない文書を読むことになります。どこが確定した内容なのかも分からなくなります。

    ## 違反例
    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 桁数は要確認。 | | エラー |
    | 2.1 会員登録 ＞ 段落2 | 本文 | 画面の文言はＴＢＤとする。 | | エラー |
    | 2.1 会員登録 ＞ 段落3 | 本文 | 【確認中】表示の順番 | | エラー |
    | 2.1 会員登録 ＞ 段落4 | 本文 | 図はあとで修正 | | エラー |
    | 2.1 会員登録 ＞ 表1 2行1列 | 表セル | ダミー | | エラー |
    | 2.1 会員登録 ＞ 表1 3行1列 | 表セル | test1 | | エラー |

    ## 違反例(決まっていないと書いてある)
    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 桁数は別途定める。 | | 要判断 |
    | 2.1 会員登録 ＞ 段落2 | 本文 | 切替の日時は後日、連絡する。 | | 要判断 |
    | 2.1 会員登録 ＞ 段落3 | 本文 | 保管の期間は未定。 | | 要判断 |
    | 2.1 会員登録 ＞ 段落4 | 本文 | TODO | | 要判断 |

    ## 違反例(画面の言葉かもしれない)
    文書: 画面一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 列 | 指摘 |
    |---|---|---|---|---|---|
    | 一覧!B5 | セル | 要確認 | | メニュー名 | 要判断 |
    | 一覧!B7 | セル | ③【削除】 | | | 要判断 |
    | 一覧!B8 | セル | 検討中 | | | 要判断 |
    | 一覧!B9 | セル | 機種は検討中 | | | 要判断 |
    | 一覧!C5 | セル | 要確認 | | 状態 | エラー |
    | 一覧!B6 | セル | 桁数は要確認 | | メニュー名 | エラー |

    ## 違反例(語ファイルの言葉)
    語: [leftover] add = ["ドラフト版"]
    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | ドラフト版 | | エラー |

    ## 適合例(仕様書確認にある)
    仕様書確認
    | 確認ID | 文書 | 箇所 | 原文 | 担当 | 期限 | 状態 |
    |---|---|---|---|---|---|---|
    | SPC-001 | DOC-001 | 2.1 | 桁数は別途定める。 | 鈴木 | 2026-12-10 | 未決 |

    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 桁数は別途定める。 | | |

    ## 適合例
    語: [leftover] allow = ["調整中の会員"]
    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 概要確認 | | |
    | 2.1 会員登録 ＞ 段落2 | 見出し | 要確認事項一覧 | | |
    | 2.1 会員登録 ＞ 段落3 | 本文 | 未定義の値と未決済の注文を除く。 | | |
    | 2.1 会員登録 ＞ 段落4 | 本文 | TODOリストの画面に並べる。 | | |
    | 2.1 会員登録 ＞ 段落5 | 見出し | 【要件】会員登録 | | |
    | 2.1 会員登録 ＞ 段落6 | 本文 | int x = 0; // TODO | | |
    | 2.1 会員登録 ＞ 段落7 | 本文 | 調整中の会員は除く。 | | |
    | 2.1 会員登録 ＞ 段落8 | 本文 | METHODTODOS という名前 | | |
    | 2.1 会員登録 ＞ 段落9 | 本文 | 「要確認」を押すと、要確認（disputed）になる。要確認ボタンは右上に置く。 | | |
    | 3 今後 ＞ 段落1 | 本文 | ■今後のTODO | | |
    | 2.1 会員登録 ＞ 段落10 | 本文 | 「要確認決済」の件数が増える。 | | |
    | 変更詳細 ＞ 段落1 | 本文 | 【削除】古い経路 | | |
    | 2.1 会員登録 ＞ 段落11 | 本文 | 誤差が多い場合は要確認 | | |
    | 選択肢!B3 | セル | 指摘対応確認中 | | |
    | 画面!H9 | 図形 | 3次調整中 | | |
    """
    if is_code(passage):
        return FITS
    words = delivery.words
    text = folded(passage.text).strip()
    for allowed in words.leftover_allow:
        text = text.replace(folded(allowed), "・")
    if _is_registered(text, delivery.project):
        return FITS
    if "\n" in text:
        text = _SECTION_LINE.sub("・", text)
    if _SECTION.match(text):  # a section of minutes: things to do, not words left over
        return (
            FITS
            if passage.kind == "見出し" or len(text) > len("TODO")
            else hit(text, severity=Severity.QUESTION)
        )
    if _CHANGES.search("\n".join((*passage.heading, passage.column))):
        text = _CHANGE_MARKS.sub("", text)
    text = _WHEN.sub("・", text)
    if (_LABEL.fullmatch(text) and _OF_LABELS.search(passage.column)) or _BUTTON.fullmatch(text):
        return hit(text, severity=Severity.QUESTION)
    if passage.kind in _OF_STATES:
        text = _STATE_LINE.sub("・", text)
    return [*_hits(text, words.leftover)] or FITS


def _is_registered(text: str, project: Project | None) -> bool:
    """Whether an open row of 仕様書確認 quotes the sentence: it has an owner and a day."""
    if project is None or not project.has(SpecReview):
        return False
    quotes = project.cached("precheck.quotes", lambda: _quotes(project))
    plain = name_key(text)
    return any(quote in plain or (len(plain) >= _SHORTEST_QUOTE and plain in quote) for quote in quotes)


def _quotes(project: Project) -> tuple[str, ...]:
    rows = (each for each in project.of(SpecReview) if project.is_open(each) and each.quote)
    return tuple(key for each in rows if len(key := name_key(each.quote or "")) >= _SHORTEST_QUOTE)


def _hits(text: str, added: tuple[str, ...]) -> Iterator[Judgement]:
    if _WHOLE.fullmatch(text):
        yield hit(text)
        return
    met = set()
    for found in _pattern(added).finditer(text):
        if found[0] not in met:
            met.add(found[0])
            yield hit(found[0], severity=Severity.QUESTION if found.lastgroup == "question" else None)


@lru_cache(maxsize=8)
def _pattern(added: tuple[str, ...]) -> re.Pattern[str]:
    own = "|".join(re.escape(folded(word)) for word in sorted(added, key=len, reverse=True) if word.strip())
    return re.compile(f"(?P<error>{own + '|' if own else ''}{_ERROR})|(?P<question>{_QUESTION})")
