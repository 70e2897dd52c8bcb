"""PRE011: personal data that the paper need not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Passage
from pmo_xl.rules.precheck.dates import full_dates
from pmo_xl.rules.precheck.texts import folded, hit, is_sample
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_SEEN: Final = re.compile(r"[@＠]|[0-9０-９]{4}|生年月日")
_TWELVE: Final = re.compile(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)")
_MY_NUMBER: Final = re.compile("マイナンバー|個人番号")
_CARD: Final = re.compile(
    r"(?<![\d-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{5}|\d{14,16})(?![\d-])"
)
_CARD_WORD: Final = re.compile("カード|クレジット|credit|card", re.IGNORECASE)
_TRIAL: Final = re.compile("テスト|試験|ダミー|失敗カード")
_ISSUERS: Final = re.compile(r"4|5[1-5]|2[2-7]|3[47]|35|6011|36|38")
_TRIED: Final = re.compile(
    r"4111111111111111|4242424242424242|5555555555554444|378282246310005|3530111333300000|(\d)\1+"
)
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})")
_NO_MAIL: Final = re.compile(
    r"(?:^|\.)(?:example\.\w+|example|test|invalid|localhost|local|example\.co\.jp|sample\.\w+)$|(?:^|\.)(?:xxx+|aaa+|yyy+|zzz+|hoge\w*|foo|bar|domain)\.|(?:^|[.-])(?:test|dummy)\.|(?:^|\.)amazonaws\.com$",
    re.IGNORECASE,
)
_ONE_LETTER: Final = re.compile(r"([a-z])\1+@", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![\d-])0[789]0[- ]?(\d{4})[- ]?(\d{4})(?![\d-])")
_ACCOUNT: Final = re.compile(r"口座番号\D{0,8}(\d{7})(?!\d)")
_CONTACT: Final = re.compile("連絡先|体制|緊急連絡|問い?合わ?せ先")
_BORN: Final = "生年月日"
_NAMED: Final = re.compile("氏名|名前")


@rule(
    "PRE011",
    judges=Passage,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}「{match}」があります: 「{excerpt}」",
    remedy="伏せるか、見本の値(example.co.jp、090-0000-0000 など)に替えてください。出してよいものなら、語ファイルの [[accept]] に書いてください。",
)
def personal_data(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """個人番号・カード番号・メールアドレスなどの個人情報が入っている。

    ## 要旨
    マイナンバー(個人番号)の語のそばにある、検査用数字の合う12桁と、クレジットカードの番号をエラーとして指摘します。
    自社([self] mail_domains)と顧客([customer] mail_domains)のほかのメールアドレス、携帯電話の番号、口座番号の7桁、
    氏名と並ぶ生年月日は警告です。連絡先・体制・緊急連絡の中のメールと電話は情報です。
    example のドメイン、090-0000-0000、試験用のカード番号、記入例や試験データの中のメールと電話は指摘しません。見つけた値は伏せて示します。

    ## なぜ問題か
    個人情報の漏えいになり、報告と説明が要ります。

    ## 違反例
    語: [self] mail_domains = ["sample.co.jp"]
    文書: 移行設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 対象 ＞ 段落1 | 本文 | 個人番号 123456789018 | | エラー |
    | 1 対象 ＞ 段落2 | 本文 | カード番号 4539 1488 0343 6467 | | エラー |
    | 1 対象 ＞ 段落3 | 本文 | 担当は yamada@aozora-shoji.co.jp です。 | | 警告 |
    | 1 対象 ＞ 段落4 | 本文 | 携帯は 090-1357-2468 です。 | | 警告 |
    | 1 対象 ＞ 段落5 | コメント | 口座番号は 7204415 | 隠:コメント | 警告 |
    | 1 対象 ＞ 段落6 | 本文 | 氏名 山田太郎 生年月日 1980/4/1 | | 警告 |
    | 2 緊急連絡先 ＞ 段落1 | 本文 | 080-1357-2468 | | 情報 |

    ## 適合例
    語: [self] mail_domains = ["sample.co.jp"]
    文書: 移行設計書.docx
    | 場所 | 種類 | 文 | 書式 | 列 | 指摘 |
    |---|---|---|---|---|---|
    | 1 対象 ＞ 段落1 | 本文 | 受付番号 123456789018 | | | |
    | 1 対象 ＞ 段落2 | 本文 | 個人番号 123456789012 は検査用数字が合わない。 | | | |
    | 1 対象 ＞ 段落3 | 本文 | 試験には 4111 1111 1111 1111 を使う。 | | | |
    | 1 対象 ＞ 段落4 | 本文 | suzuki@sample.co.jp と user@example.com | | | |
    | 1 対象 ＞ 段落5 | 本文 | 090-0000-0000 | | | |
    | 1 対象 ＞ 段落7 | 本文 | xx@aozora-shoji.co.jp へ送る。ssh ec2-user@ec2-1-2-3-4.compute.amazonaws.com | | | |
    | 1 対象 ＞ 表1 2行1列 | 表セル | taro@aozora-shoji.co.jp | | 記入例 | |
    | 1 対象 ＞ 段落6 | 本文 | 生年月日は 1980/4/1 のように入力する。 | | | |
    """
    if not _SEEN.search(passage.text):
        return FITS
    text = folded(passage.text)
    grave = [*_numbers(text, passage)]
    is_tried = any("テストアカウント" in each for each in passage.heading)
    light = (
        []
        if is_tried or is_sample(passage, delivery.document(passage.document).title)
        else [*_people(text, passage, delivery)]
    )
    return [*grave, *light] or FITS


def _numbers(text: str, passage: Passage) -> Iterator[Judgement]:
    around = "\n".join((text, passage.column, *passage.heading))
    if _MY_NUMBER.search(around):
        for found in _TWELVE.finditer(text):
            if _is_my_number(_digits(found[0])):
                yield _masked("個人番号", found[0])
    for found in _CARD.finditer(text):
        digits = _digits(found[0])
        if _TRIAL.search(around):
            continue
        is_told = len(digits) < len(found[0]) or _CARD_WORD.search(around)
        if is_told and _ISSUERS.match(digits) and not _TRIED.fullmatch(digits) and _is_luhn(digits):
            yield _masked("カード番号", found[0])


def _people(text: str, passage: Passage, delivery: Delivery) -> Iterator[Judgement]:
    words = delivery.words
    is_contact = _CONTACT.search("\n".join((text, passage.column, *passage.heading)))
    light = Severity.INFO if is_contact else Severity.WARNING
    ours = tuple(f".{each.casefold()}" for each in (*words.mail_domains, *words.customer_domains))
    if passage.kind not in (
        "リンク先",
        "プロパティ",
    ):  # it stands in the text, too; PRE007 speaks of properties
        for found in _MAIL.finditer(text):
            domain = found[1].casefold()
            is_made_up = _NO_MAIL.search(domain) or _ONE_LETTER.match(found[0])
            if not (is_made_up or f".{domain}".endswith(ours)):
                yield _masked("メールアドレス", found[0], light)
    for found in _PHONE.finditer(text):
        if len(set(found[1])) > 1 and len(set(found[2])) > 1 and found[1] + found[2] != "12345678":
            yield _masked("携帯電話の番号", found[0], light)
    for found in _ACCOUNT.finditer(text):
        if found[1] != "1234567" and len(set(found[1])) > 1:
            yield _masked("口座番号", found[1], Severity.WARNING)
    if _BORN in text and _NAMED.search(text):
        for written in full_dates(text):
            yield _masked("生年月日", written.text, Severity.WARNING)


def _masked(what: str, value: str, severity: Severity | None = None) -> Judgement:
    """The value with all but its first and last two characters hidden."""
    shown = f"{value[:2]}{'*' * max(len(value) - 4, 1)}{value[-2:]}"
    return hit(shown, severity=severity, what=what, masks=((value, shown),))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_my_number(digits: str) -> bool:
    """Whether the last digit is the check digit of the eleven before it (番号法の検査用数字)."""
    total = sum(int(p) * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(reversed(digits[:11]), 1))
    rest = total % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def _is_luhn(digits: str) -> bool:
    doubled = [int(each) * (1 + at % 2) for at, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
