"""PRE012: passwords and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Passage
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_KEYS: Final = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pos]_[A-Za-z0-9]{20,255}"
    r"|github_pat_\w{20,255}|xox[baprs]-[A-Za-z0-9-]{10,255}|AIza[A-Za-z0-9_-]{35}|AccountKey=[A-Za-z0-9+/=]{20,255})"
)
_IN_ADDRESS: Final = re.compile(r"\b[a-z][a-z0-9+]{1,15}://([^\s:/@]{1,64}):([^\s:/@]{3,64})@[A-Za-z0-9]")
_NAMED: Final = re.compile(
    r"(?:password|passwd|pwd|パスワード|暗証番号)\s{0,3}[\"']?\s{0,3}"
    r"(?:[:=]\s{0,3}[\"'「]?|は\s{0,3}(?:「|(?=[!-~]{6,128}(?:です|とする|にする|。|$))))([!-~]{6,128})",
    re.IGNORECASE,
)
_SEEN: Final = re.compile(
    r"PRIVATE|AKIA|ASIA|gh[pos]_|github_pat|xox|AIza|AccountKey|@|pass|pwd|パス|ﾊﾟｽ|暗証|ｐａｓｓ",
    re.IGNORECASE,
)
_NO_SECRET: Final = re.compile(
    r"[<{\[(%$]|\*{2,}|example|test|sample|dummy|password|passwd|xxx|your|hoge|変更|null|none|true|false|string|varchar|input|\.\w+\(",
    re.IGNORECASE,
)
_TOLD_ELSEWHERE: Final = re.compile("別途|通知|以上|以内|文字|桁")
_CLASSES: Final = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile(r"[^A-Za-z0-9]"))


@rule(
    "PRE012",
    judges=Passage,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}「{match}」があります: 「{excerpt}」",
    remedy="消してください。書いたことのあるパスワードや鍵は、もう知られたものとして変更してください。",
)
def secret(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """パスワードや鍵が、そのまま書かれている。

    ## 要旨
    秘密鍵、クラウドやサービスの鍵(AKIA…、ghp_…、xox…、AIza…、AccountKey=)、アドレスの中の 利用者:パスワード@、
    パスワード・暗証番号の後の、2種類以上の文字からなる6文字以上の値をエラーとして指摘します。
    <…>、${…}、同じ文字だけ、example や test を含むもの、「8文字以上」「別途通知」は指摘しません。見つけた値は初めの2文字だけを示します。

    ## なぜ問題か
    文書は写されて広がります。消しても、書いた鍵はもう秘密ではありません。

    ## 違反例
    文書: 手順書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 接続 ＞ 段落1 | 本文 | password=Abc123!x | | エラー |
    | 1 接続 ＞ 段落2 | 本文 | 初期パスワードは「Sky-2026」です。 | | エラー |
    | 1 接続 ＞ 段落3 | コメント | postgres://admin:b1ueSky@db01/main | 隠:コメント | エラー |
    | 1 接続 ＞ 段落4 | 本文 | -----BEGIN RSA PRIVATE KEY----- | | エラー |
    | 1 接続 ＞ 段落5 | 本文 | AKIA2E0A8F3B1C4D5E6F | | エラー |

    ## 適合例
    文書: 手順書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 接続 ＞ 段落1 | 本文 | パスワード：8文字以上 | | |
    | 1 接続 ＞ 段落2 | 本文 | password=<別途通知> | | |
    | 1 接続 ＞ 段落3 | 本文 | パスワード: ******** | | |
    | 1 接続 ＞ 段落4 | 本文 | password=${DB_PASSWORD} | | |
    | 1 接続 ＞ 段落5 | 本文 | パスワード：aaaaaaaa | | |
    | 1 接続 ＞ 段落7 | 本文 | パスワードは ASP.NET Identity で守る。 | | |
    | 1 接続 ＞ 段落6 | 本文 | 暗証番号は別途お知らせします。 | | |
    | 1 接続 ＞ 段落8 | 本文 | { "email": "user@example.com", "password": "12abc456" } | | |
    """
    if not _SEEN.search(passage.text):
        return FITS
    return [*_hits(folded(passage.text))] or FITS


def _hits(text: str) -> Iterator[Judgement]:
    for found in _KEYS.finditer(text):
        yield _masked("鍵", found[0])
    for found in _IN_ADDRESS.finditer(text):
        if not _NO_SECRET.search(found[2]):
            yield _masked("パスワード", found[2])
    for found in _NAMED.finditer(text):
        value = found[1].rstrip("\"',.;)")
        kinds = sum(bool(each.search(value)) for each in _CLASSES)
        after = text[found.end() : found.end() + 6]
        if (
            len(value) >= 6
            and kinds > 1
            and not _NO_SECRET.search(value)
            and "@example." not in text
            and not _TOLD_ELSEWHERE.match(after)
        ):
            yield _masked("パスワード", value)


def _masked(what: str, value: str) -> Judgement:
    shown = f"{value[:2]}***"
    return hit(shown, what=what, masks=((value, shown),))
