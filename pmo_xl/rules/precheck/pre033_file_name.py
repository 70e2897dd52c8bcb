"""PRE033: names of files by which nobody can tell which is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import STATE, Delivery, Document
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_DEFAULT: Final = re.compile(
    r"(?:Book|文書|Doc(?:ument)?|Presentation|プレゼンテーション|無題|Untitled|新規 ?(?:Microsoft|テキスト).*)\s*\d*",
    re.IGNORECASE,
)
_COPY: Final = re.compile(
    r"最終(?!報告|確認|成果|審査|結果|試験|テスト|年度|処分|日|回|案内|提案|面談|評価)|最新(?!版?機|技術|動向|情報|化|の)|コピー(?!ライト|機|元|先)|\(\d{1,2}\)|(?<![新・])旧(?=[_ .版]|$)|(?<=_)旧|修正版|(?<![A-Za-z])(?:final|copy|old|bak)(?![A-Za-z])",
    re.IGNORECASE,
)
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_FULL_WIDTH: Final = re.compile("[Ａ-Ｚａ-ｚ０-９＿．　]")
_UNREADABLE: Final = re.compile("[\ufffd\u2500-\u259f]")
_LONGEST: Final = 200


@rule(
    "PRE033",
    judges=Document,
    reads=(STATE,),
    severity=Severity.WARNING,
    group=Group.BASIC,
    message="ファイル名「{name}」{why}。",
    remedy="{how}",
)
def file_name(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    r"""ファイルの名前から、どれがどれか分からない。

    ## 要旨
    語ファイルの [file_names] pattern に合わない名前、最終・最新・コピー・(1)・旧・修正版・final の付いた名前、使えない文字、全角の英数字と空白、
    前後の空白、200文字を超える道筋を警告します。Book1・文書1・無題・プレゼンテーション1 のままの名前と、zip の中の読めない名前はエラーです。

    ## なぜ問題か
    「最終」と「最終2」のどちらが新しいかは、作った人にしか分かりません。

    ## 違反例
    語: [file_names] pattern = '[A-Z]{2,4}-\d+_.+_v[\d.]+\.docx'
    文書: DOC-001_基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | DOC-001_基本設計書.docx | | 警告 |

    ## 違反例(名前の印)
    文書: 基本設計書_最終.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 基本設計書_最終.docx | | 警告 |

    文書: 見積(1).xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 見積(1).xlsx | | 警告 |

    文書: Book1.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | Book1.xlsx | | エラー |

    文書: 設計書ｖ１.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 設計書ｖ１.docx | | 警告 |

    ## 適合例
    語: [file_names] pattern = '[A-Z]{2,4}-\d+_.+_v[\d.]+\.docx'
    文書: DOC-001_基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | DOC-001_基本設計書_v1.2.docx | | |

    ## 適合例(普通の名前)
    文書: 最終報告書_v1.0.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 最終報告書_v1.0.docx | | |

    文書: 新旧対照表.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 新旧対照表.xlsx | | |
    """
    name = document.path.rpartition("/")[2].rpartition(" ＞ ")[2]
    return [*_hits(document, name, delivery.words.file_pattern)] or FITS


def _hits(document: Document, name: str, pattern: str) -> Iterator[Judgement]:
    at = next(document.of("ファイル名"), None)
    stem = name.rpartition(".")[0] or name

    def said(match: str, why: str, how: str, severity: Severity | None = None) -> Judgement:
        """One thing that is wrong with the name."""
        return hit(match, at=at, severity=severity, name=name, why=why, how=how)

    if _DEFAULT.fullmatch(stem):
        yield said(stem, "は、作ったときのままです", "中身の分かる名前を付けてください。", Severity.ERROR)
        return
    if _UNREADABLE.search(name):
        yield said(name, "は読めません(文字化け)", "zip を作り直してください。", Severity.ERROR)
        return
    if pattern and not re.fullmatch(pattern, name):
        yield said(
            name, "は、決めた形に合いません", "語ファイルの [file_names] で決めた形の名前に直してください。"
        )
    elif found := _COPY.search(stem):
        yield said(
            found[0],
            f"の「{found[0]}」では、どれが正しいか分かりません",
            "版の番号を付けた名前に直し、要らないものは外してください。",
        )
    if odd := _FORBIDDEN.search(name):
        yield said(
            odd[0], f"に使えない文字「{odd[0]}」があります", "その文字を使わない名前に直してください。"
        )
    elif wide := _FULL_WIDTH.search(name):
        plain = unicodedata.normalize("NFKC", name).replace(" ", "_")
        yield said(wide[0], "に全角の英数字や空白があります", f"「{plain}」のように半角に直してください。")
    if stem != stem.strip():
        yield said(name, "の前後に空白があります", "空白を取ってください。")
    if len(document.path) > _LONGEST:
        yield said(name, f"までの道筋が{_LONGEST}文字を超えています", "フォルダと名前を短くしてください。")
