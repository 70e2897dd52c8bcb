"""PRE008: what leads out of the delivery, and shows whose disk it came from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from pmo_xl.model.passage import BODY, Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_IN_FORMULA: Final = re.compile(
    r"""(?<![\w\]])'?\[\d+\][^\[\]'!,()]*'?!|\[[^\[\]]{1,255}\.xl\w{1,2}\]|\\\\\w|\b[A-Za-z]:[\\/]|\bfile:""",
    re.IGNORECASE,
)
_IN_TEXT: Final = re.compile(
    r"[A-Za-z]:[\\¥/]Users[\\¥/]\w[^\s\"'<>|、。)」]*|(?<![\w.:/~-])/home/(?!(?:ec2-user|ubuntu|vagrant|user|username)\b)\w[^\s\"'<>|、。)」]*"
    r"|(?<![\\\w:])\\\\(?P<host>[A-Za-z0-9][\w.-]*)\\[^\s\\\"'<>|、。)」][^\s\"'<>|、。)」]*"
)
_PLACEHOLDER: Final = re.compile(
    r"path|server\w*|host\w*|サーバ.*|ホスト.*|x{2,}|example.*|pc|ip|name|share|folder|domain", re.IGNORECASE
)
_LOCAL_FILE: Final = re.compile(r"file:|\\\\|//|[A-Za-z]:[\\/]", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_PRIVATE: Final = re.compile(
    r"localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+"
    r"|\[?::1\]?|.+\.local|(.+\.)?sharepoint\.com",
    re.IGNORECASE,
)
_FORMULAS: Final = ("数式", "名前定義", "入力規則")


@rule(
    "PRE008",
    judges=Document,
    reads=("リンク先", *_FORMULAS, *BODY),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}があります({place}): 「{match}」",
    remedy="値に置き換えるか、ファイルを納品物に入れて相対のリンクにしてください。社内の場所は消してください。",
)
def outside_link(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    r"""相手の所では開けない、または社内の場所が見えるリンクがある。

    ## 要旨
    ほかのブック・図・テンプレート・OLE・文書への外部リンク、データ接続、数式・名前・入力規則・条件付き書式の中の外部参照
    ([1] やパス)、file:・共有フォルダ・ドライブへのハイパーリンク、納品物にない相対リンク、行き先のない文書内リンクをエラーとして
    指摘します。文の中の C:\Users\…、/home/…、\\サーバ名\共有 と、localhost・社内のアドレス・.local・SharePoint への
    ハイパーリンクは警告です。
    D:\app のような設計上の場所、\\PATH\TO\… や <server> のような置き換えの印、ふつうの http(s) は指摘しません。リンクは開きません。

    ## なぜ問題か
    相手の所では開けず、社内のサーバや担当者の名前が見えます。

    ## 違反例
    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 部品 xl/externalLinks/externalLink1.xml のリンク | リンク先 | file:///C:\work\単価.xlsx | externalLinkPath、外部 | エラー |
    | 明細!C5 | 数式 | SUM([1]単価!$A$1:$A$9) | 隠:数式 | エラー |
    | 名前定義 単価 | 名前定義 | '\\srv\みどり銀行\[単価.xlsx]表'!$A$1 | | エラー |
    | データ接続「売上」 | リンク先 | Provider=SQLOLEDB;Data Source=srv | connection | エラー |
    | 明細!D1 | リンク先 | 原価!A1 | ファイルの中、行き先なし | エラー |
    | 明細!D2 | リンク先 | http://192.168.0.10/wiki | hyperlink、外部 | 警告 |
    | 明細!A9 | セル | C:\Users\yamada\見積.xlsx を参照 | | 警告 |

    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | リンク先 | 別紙/一覧.xlsx | hyperlink、外部 | エラー |
    | 1 概要 ＞ 段落2 | リンク先 | file:///srv/doc/a.docx | hyperlink、外部 | エラー |
    | 1 概要 ＞ 段落3 | 本文 | 資料は \\fs01\share\設計 にある。 | | 警告 |

    ## 適合例
    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | リンク先 | 見積.xlsx | hyperlink、外部 | |
    | 1 概要 ＞ 段落2 | リンク先 | https://www.example.com/ | hyperlink、外部 | |
    | 1 概要 ＞ 段落3 | リンク先 | mailto:info@example.com | hyperlink、外部 | |
    | 1 概要 ＞ 段落4 | リンク先 | _Toc123 | ファイルの中 | |
    | 1 概要 ＞ 段落5 | 本文 | 導入先は D:\app とする。 | | |
    | 1 概要 ＞ 段落6 | 本文 | \\PATH\TO\file と \\<server>\share と書く。 | | |
    | 1 概要 ＞ 段落7 | 本文 | https://example.com/home/index を開く。 | | |
    | 1 概要 ＞ 段落8 | 本文 | cd /home/ec2-user/app を打つ。 | | |

    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 明細!C5 | 数式 | SUM(表1[金額])+INDEX(単価!A1:A9,2) | 隠:数式 | |
    """
    return [*_hits(document, delivery)] or FITS


def _hits(document: Document, delivery: Delivery) -> Iterator[Judgement]:
    for each in document.of("リンク先"):
        yield from _of_target(each, document, delivery)
    for each in document.of(*_FORMULAS):
        if found := _IN_FORMULA.search(each.text):
            yield hit(found[0], at=each, what=f"{each.kind}の外部参照")
    for each in document.of(*BODY):
        yield from _of_text(each)


def _of_target(each: Passage, document: Document, delivery: Delivery) -> Iterator[Judgement]:
    if "控え" in each.marks:
        return
    if "行き先なし" in each.marks:
        yield hit(each.text, at=each, what="行き先のない文書内リンク")
    elif "ファイルの中" in each.marks:
        return
    elif "hyperlink" not in each.marks:
        yield hit(
            each.text, at=each, what="データ接続" if "connection" in each.marks else "外部のファイルへの参照"
        )
    elif _LOCAL_FILE.match(each.text):
        yield hit(each.text, at=each, what="社内のファイルへのリンク")
    elif _SCHEME.match(each.text):
        if _PRIVATE.fullmatch(_host(each.text)):
            yield hit(each.text, at=each, severity=Severity.WARNING, what="社内のアドレスへのリンク")
    elif not _is_delivered(each.text, document, delivery):
        yield hit(each.text, at=each, what="納品物にないファイルへのリンク")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_delivered(target: str, document: Document, delivery: Delivery) -> bool:
    """Whether a relative link leads to a file or folder of the delivery."""
    name = unquote(target.partition("#")[0]).replace("\\", "/")
    if not name:
        return True
    container, mark, inner = document.path.rpartition(" ＞ ")
    path = f"{container}{mark}{posixpath.normpath(posixpath.join(posixpath.dirname(inner), name))}"
    return any(each.path == path or each.path.startswith(f"{path}/") for each in delivery.documents)


def _of_text(each: Passage) -> Iterator[Judgement]:
    met = set()
    for found in _IN_TEXT.finditer(folded(each.text)):
        host = found["host"]
        if found[0] not in met and not (host and _PLACEHOLDER.fullmatch(host)):
            met.add(found[0])
            yield hit(found[0], at=each, severity=Severity.WARNING, what="社内の場所")
