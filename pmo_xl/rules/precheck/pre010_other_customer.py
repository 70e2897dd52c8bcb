"""PRE010: another customer's name, wherever it hides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pmo_xl.model.member import Member
from pmo_xl.model.passage import Delivery, Passage
from pmo_xl.model.precheck_words import PrecheckWords
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, out_of_scope, rule, undeterminable

_COMPANY: Final = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)|\(同\)")
_PARTICLES: Final = "とのをにはがへもやで"
_ADDRESSED: Final = re.compile("様|御中|殿|本社|支店|向け")
_NO_NAMES: Final = out_of_scope("ほかの顧客の名前が分かりません(語ファイルの [others] に書いてください)")


@rule(
    "PRE010",
    judges=Passage,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="ほかの顧客の名前「{match}」があります: 「{excerpt}」",
    remedy="消すか書き換え、その文をどこから写したかを確かめてください。この案件に関わる会社なら、語ファイルの [others] の allow に足してください。",
)
def other_customer(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    r"""ほかの顧客の名前が、文書のどこかに残っている。

    ## 要旨
    語ファイルの [others] の names の名前を、本文だけでなく、コメント、削除した文、隠れたシート、数式、名前定義、リンク先、
    プロパティ、ファイル名からも探し、エラーとして指摘します。株式会社・(株)・㈱ は付いていてもいなくても同じとみなします。
    より長い言葉の一部かもしれないもの(日本電気通信 の 日本電気)は要判断です。様・御中・殿・本社・支店・向け が続くときはエラーです。
    3文字に満たない名前は short に書いたものだけを、単独の言葉として探します。
    [others] の books に並べたほかの案件の台帳からは、取引先と会社の名前(エラー)、案件とシステムの名前(要判断)を取って探します。
    読めない台帳があれば、判定不能と言います。
    [customer]、[self]、allow の名前と、--book の台帳の取引先・会社・システム・案件の名前は指摘しません。名前が1つも分からないときは、対象外と表示します。

    ## なぜ問題か
    いちばん重い苦情になります。よその案件の文書を写して作ったことも、秘密を守れないことも、一目で伝わります。

    ## 違反例
    顧客: 株式会社青空
    語: [others] names = ["みどり銀行", "日本電気", "日本電気通信"]; short = ["M社"]
    文書: 提案書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 はじめに ＞ 段落1 | 本文 | (株)みどり銀行向けの実績 | | エラー |
    | 1 はじめに ＞ 段落2 | 本文 | 日本電気通信の回線を使う。 | | エラー |
    | 1 はじめに ＞ 段落3 | 削除 | 日本電気様 | 隠:変更履歴 | エラー |
    | 1 はじめに ＞ 段落4 | 本文 | 株式会社日本電気の製品 | | エラー |
    | 1 はじめに ＞ 段落5 | 本文 | M社の例では | | エラー |
    | 会社 | プロパティ | みどり銀行 | | エラー |

    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 名前定義 単価 | 名前定義 | '\\srv\みどり銀行\[単価.xlsx]表'!$A$1 | 隠:非表示 | エラー |

    ## 違反例(より長い言葉の一部)
    語: [others] names = ["日本電気", "みどり銀行"]
    文書: 提案書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 はじめに ＞ 段落1 | 本文 | 日本電気通信の回線を使う。 | | 要判断 |
    | 1 はじめに ＞ 段落2 | 本文 | みどり銀行前の停留所 | | 要判断 |

    ## 適合例
    顧客: 株式会社青空商事
    語: [others] names = ["青空商事", "みどり銀行"]; short = ["M社"]; allow = ["みどり銀行協会"]
    文書: 提案書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 はじめに ＞ 段落1 | 本文 | 青空商事様の会員基盤 | | |
    | 1 はじめに ＞ 段落2 | 本文 | みどり銀行協会の指針 | | |
    | 1 はじめに ＞ 段落3 | 本文 | PM社内の会議 | | |

    ## 適合例(台帳の取引先)
    語: [others] names = ["みどり銀行"]
    取引先一覧
    | 取引先ID | 取引先名 |
    |---|---|
    | VND-001 | 株式会社みどり銀行 |

    文書: 連絡先.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 連絡先 ＞ 段落1 | 本文 | みどり銀行 佐藤様 | | |
    """
    words = delivery.words
    unread = words.books_unread if passage.kind == "ファイル名" else ()
    if not words.knows_others and not words.books_unread:
        return _NO_NAMES
    found = _hits(passage, _Names(words, _of_ledger(delivery.project)))
    return [*found, *(undeterminable(each) for each in unread)] or FITS


def _of_ledger(project: Project | None) -> frozenset[str]:
    """The companies, systems and the name of the ledger that the delivery belongs to."""
    return frozenset() if project is None else project.cached("precheck.names", lambda: _collect(project))


def _collect(project: Project) -> frozenset[str]:
    vendors = project.of(Vendor) if project.has(Vendor) else ()
    systems = project.of(System) if project.has(System) else ()
    members = project.of(Member) if project.has(Member) else ()
    named = (each.name for each in (*vendors, *systems))
    employers = (each.company for each in members)
    return frozenset(filter(None, (*named, *employers, project.settings.project_name)))


class _Names:
    """The names as they are looked for, the longest first."""

    def __init__(self, words: PrecheckWords, own: frozenset[str]) -> None:
        self.ours = frozenset(
            _key(name)
            for name in (words.customer, *words.aliases, *words.company, *words.allow, *own)
            if name
        )
        self.short = frozenset(map(_key, words.short))
        listed = (*words.others, *words.short, *words.companies)
        self.asked = frozenset(map(_key, words.projects)) - frozenset(map(_key, listed))
        self.shown = {_key(name): name for name in (*words.projects, *listed)}
        self.pattern = _pattern(frozenset(self.shown))
        self.allowed = _pattern(self.ours)


def _key(name: str) -> str:
    return company_key(folded(name))


@lru_cache(maxsize=8)
def _pattern(keys: frozenset[str]) -> re.Pattern[str]:
    spelled = (
        r"\s*".join(map(re.escape, key)) for key in sorted(keys, key=lambda key: (-len(key), key)) if key
    )
    return re.compile("|".join(spelled) or r"(?!)")


def _hits(passage: Passage, names: _Names) -> Iterator[Judgement]:
    text = _COMPANY.sub(" ", folded(passage.text).casefold())
    met = set()
    ours = [found.span() for found in names.allowed.finditer(text)]
    for found in names.pattern.finditer(text):
        key = _key(found[0])
        if any(start <= found.start() and found.end() <= end for start, end in ours):
            continue
        is_part = _goes_on(text, found.start(), found.end())
        if (key in names.short and is_part) or (key, is_part) in met:
            continue
        met.add((key, is_part))
        is_asked = is_part or key in names.asked
        yield hit(names.shown[key], severity=Severity.QUESTION if is_asked else None)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether more letters of the name's own script stand before or after it."""
    is_apart = start == 0 or text[start - 1] in _PARTICLES
    before = not is_apart and _script(text[start - 1]) == _script(text[start]) != ""
    after = end < len(text) and _script(text[end]) == _script(text[end - 1]) != ""
    return bool(before or (after and not _ADDRESSED.match(text, end)))


def _script(letter: str) -> str:
    """漢字, かな, カナ, Latin; "" for what is no letter."""
    if letter == "ー":
        return "KATAKANA"
    if not letter.isalnum():
        return ""
    return unicodedata.name(letter, "").split(" ")[0].replace("DIGIT", "LATIN")
