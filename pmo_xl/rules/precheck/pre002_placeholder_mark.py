"""PRE002: ○○ and ＸＸＸ where a name or a value should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Passage
from pmo_xl.rules.precheck.texts import folded, hit, is_code, is_sample
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_RUNS: Final = re.compile(
    r"([●○〇◯△□*])\1+|(?<![A-Za-z])X{3,}(?![A-Za-z])|_{4,}|(?<![^\s(「『\[])\?{2,}(?![^\s)」』\]])"
)
_SEEN: Final = re.compile("[●○〇◯△□*＊﹡XＸ_＿?？﹖⁇]")  # without one of them, nothing needs to be folded
_LONGEST: Final = 8
_SIGNED: Final = re.compile("氏名|署名|印")
_FILLED_IN: Final = re.compile(r"([●○〇◯△□×])\1+")
_LETTER: Final = re.compile(r"[^\W_]")
_BRACKETS: Final = "()[]「」『』【】<>\"'、。,.:;・/~- \t\n"
_MATRIX: Final = "○×の列"
_SHORTEST_MESSAGE: Final = 15
_PART_OF_NAME: Final = re.compile(r"[a-z]X{3}(?![A-Za-z])")
_IN_NUMBER: Final = re.compile(r"(?:[A-Za-z0-9]-|/)$")
_SHOWN: Final = ("ヘッダー", "フッター", "プロパティ")
_DECORATED: Final = re.compile(r"([○●◯△□])\1{2,}[^*○●◯△□]+\1{3,}|\*{2,}[^*○●◯△□]+\*{2,}")
_VALUE: Final = re.compile("[^:\\s]:\\s?X{3,}$")
_OPTION: Final = re.compile(r"(?:^|\s)--?\w+[ =]$")
_SHAPE: Final = re.compile(r"(?:の)?(?:形式|フォーマット|形で)")


@rule(
    "PRE002",
    judges=Passage,
    reads=(*BODY, "プロパティ"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="埋めるはずの「{match}」が残っています: 「{excerpt}」",
    remedy="名前や値を書き入れてください。見本なら、見出しか列の名前に「記入例」と書いてください。",
)
def placeholder_mark(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """○○や XXX のまま、名前や値が書き入れられていない。

    ## 要旨
    同じ ● ○ 〇 ◯ △ □ ＊ が2つ以上、X が3つ以上、単独の ？ が2つ以上、＿ が4つ以上続く所をエラーとして指摘します。
    ヘッダー・フッター・プロパティでは警告です。
    例・サンプル・様式・マスクなどと書いた所、○と×だけの列、数字に続く伏せ字、『』に入れた文言の差し込み、CR-XXXX のような番号の形、署名の線、8つ以上続く飾りの線、■■□□ のような棒は指摘しません。

    ## なぜ問題か
    ひな形を埋め忘れたまま出したことが、そのままお客様に見えます。

    ## 違反例
    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | ○○画面から登録する。 | | エラー |
    | 2.1 会員登録 ＞ 段落2 | 本文 | 担当は株式会社ＸＸＸとする。 | | エラー |
    | 2.1 会員登録 ＞ 段落3 | 本文 | 対象は＿＿＿＿件とする。 | | エラー |
    | 画面!B9 | セル | 平均：XXXXX | | 警告 |
    | 2.1 会員登録 ＞ 表1 2行1列 | 表セル | ●● | | エラー |
    | 2.1 会員登録 ＞ 表1 2行2列 | 表セル | ？？ | | エラー |
    | ヘッダー1 ＞ 段落1 | ヘッダー | △△システム 基本設計書 | | 警告 |

    ## 適合例
    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 列 | 指摘 |
    |---|---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 画面は 1024×768 とする。 | | | |
    | 2.1 会員登録 ＞ 段落2 | 本文 | カード番号 ●●●(マスク表示) | | | |
    | 2.1 会員登録 ＞ 段落3 | 本文 | カード番号は ****-1234 と出す。 | | | |
    | 2.1 会員登録 ＞ 表1 2行1列 | 表セル | ○ | ○×の列 | 可否 | |
    | 2.1 会員登録 ＞ 表1 3行1列 | 表セル | ◎○ | ○×の列 | 可否 | |
    | 2.1 会員登録 ＞ 表2 2行1列 | 表セル | 株式会社○○ | | 記入例 | |
    | 2.1 会員登録 ＞ 段落4 | 本文 | 署名 ＿＿＿＿＿＿ | | | |
    | 2.1 会員登録 ＞ 段落5 | 本文 | ******** | | | |
    | 2.1 会員登録 ＞ 段落6 | 本文 | 会社名(例:株式会社○○) | | | |
    | 2.1 会員登録 ＞ 段落7 | 本文 | なぜ？？と聞かれる。 | | | |
    | 2.1 会員登録 ＞ 段落8 | 本文 | 「申請『〇〇』が承認されました」と送る。 | | | |
    | 2.1 会員登録 ＞ 段落10 | 本文 | 「新しい申請が提出されました(題名: 〇〇)」と知らせる。 | | | |
    | 2.1 会員登録 ＞ 段落11 | 本文 | isXXX の名前にし、XXXに当たる所に働きを書く。 | | | |
    | 2.1 会員登録 ＞ 段落9 | 本文 | 領収書の番号は CR-XXXXXXXX の形とする。 | | | |
    | 2.1 会員登録 ＞ 表3 1行1列 | 表セル | ■■■□□ | | | |
    | 2.1 会員登録 ＞ 段落12 | 本文 | ＊＊＊＊＊ 操作説明 ＊＊＊＊＊ | | | |
    | 2.1 会員登録 ＞ 段落13 | 本文 | 止めるときは kill -9 XXXXX とする。 | | | |
    | 2.1 会員登録 ＞ 段落14 | 本文 | 社員番号は XXXXXXX形式で登録する。 | | | |
    """
    if not _SEEN.search(passage.text) or _MATRIX in passage.marks or is_code(passage):
        return FITS
    text = folded(passage.text).strip()
    found = [] if _is_decorated(text) else list(_places(text))
    if not found or is_sample(passage, delivery.document(passage.document).title):
        return FITS
    if found[0].startswith("_") and _SIGNED.search("\n".join((text, passage.column, *passage.heading))):
        return FITS
    weight = Severity.WARNING if passage.kind in _SHOWN or _VALUE.search(text) else None
    return [hit(each, severity=weight) for each in dict.fromkeys(found)]


def _is_decorated(text: str) -> bool:
    """Whether the marks only stand around a title: three and more on either side, or **; ○○ ○○ is a name to be filled in."""
    return bool(_DECORATED.fullmatch(text) and _LETTER.search(text))


def _places(text: str) -> Iterator[str]:
    """The marks that touch a word, or stand in its place."""
    for found in _RUNS.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if (found[0][0] == "*" and re.match(r"-?\d", after)) or (
            before[-1:].isdigit() and found[0][0] in "*●"
        ):
            continue
        if _is_variable(before, found[0], after):
            continue
        is_line = len(found[0]) >= _LONGEST and not _LETTER.search(text.replace("X", ""))
        is_alone = not _FILLED_IN.sub("", before + after).strip(_BRACKETS)
        if not is_line and (_touches(before, after) or is_alone):
            yield found[0]


def _is_variable(before: str, mark: str, after: str) -> bool:
    """Whether it stands for what a program fills in: inside a quoted message, in a path, after the letters of a number."""
    opened = max(before.rfind("「"), before.rfind("『"))
    closes = min((at for sign in "」』" if (at := after.find(sign)) >= 0), default=-1)
    is_inside = opened > max(before.rfind("」"), before.rfind("』")) and closes >= 0
    quoted = is_inside and (
        len(before) - opened + closes >= _SHORTEST_MESSAGE or (before[-1:] == "『" and closes == 0)
    )
    named = mark[0] == "X" and (
        _PART_OF_NAME.search(before + mark + after) or _OPTION.search(before) or _SHAPE.match(after)
    )
    return bool(quoted or named or (mark[0] in "*X" and _IN_NUMBER.search(before)))


def _touches(before: str, after: str) -> bool:
    """Whether a word stands before or after, at most a blank or bracket away."""
    last, first = before.rstrip(_BRACKETS)[-1:], after.lstrip(_BRACKETS)[:1]
    return bool(_LETTER.match(last) or _LETTER.match(first))
