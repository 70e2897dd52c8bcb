"""PRE034: a delivery that is not the set that was agreed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.passage import STATE, Delivery, Document
from pmo_xl.rules.precheck.deliverables import deliverables_of, fitting, title_key, version_in
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_RUBBISH: Final = re.compile(
    r"^~\$|^Thumbs\.db$|^\.DS_Store$|^desktop\.ini$|^\._|\.(?:tmp|bak|lnk|swp)$|^~.*\.tmp$", re.IGNORECASE
)
_RUBBISH_FOLDER: Final = re.compile(r"(?:^|/| ＞ )(?:__MACOSX|\.git|\.svn)/")
_LARGE, _LARGE_SUM = 50 << 20, 20 << 20
_SOURCES: Final = ("docx", "docm", "xlsx", "xlsm", "pptx", "pptm")


@rule(
    "PRE034",
    judges=Delivery,
    reads=(STATE,),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}",
    remedy="{how}",
)
def set_differs(delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """納品物の一そろいが、決めたものと違う。

    ## 要旨
    --book の台帳の成果物一覧で納品対象が○なのにファイルの無いもの、1つの題名で版の違うものが2つあるもの、~$ や Thumbs.db などの要らないファイル、
    中身が0バイトのもの、同じ題名と版の元の文書より先に保存されたPDFをエラーとします。
    一覧のどの行でもないファイル、中身が同じ2つのファイル、台帳そのもの、50 MB を超えるものは警告、2つの行に当たるファイルは要判断、
    合わせて 20 MB を超えるものは情報です。

    ## なぜ問題か
    成果物の漏れは検収を止め、余分なファイルは出すはずでなかったものを渡します。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 納品対象 | 最新版 |
    |---|---|---|---|
    | DOC-001 | 基本設計書 | ○ | 1.0 |
    | DOC-002 | 試験計画書 | ○ | 1.0 |

    文書: DOC-001_基本設計書_v1.0.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | DOC-001_基本設計書_v1.0.docx | | |

    文書: 社内メモ.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 社内メモ.docx | | 警告 |

    指摘: 全体(エラー)

    ## 違反例(台帳なし)
    文書: 計画書_v1.0.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 計画書_v1.0.docx | | |

    文書: 計画書_v1.1.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 計画書_v1.1.docx | | エラー |

    文書: ~$計画書_v1.1.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | ~$計画書_v1.1.docx | | エラー |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 納品対象 | 最新版 |
    |---|---|---|---|
    | DOC-001 | 基本設計書 | ○ | 1.0 |
    | DOC-003 | 議事録 | | |

    文書: 基本設計書_v1.0.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 基本設計書_v1.0.docx | | |

    文書: 基本設計書_v1.0.pdf
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 基本設計書_v1.0.pdf | | |
    """
    items = deliverables_of(delivery.project)
    papers = [each for each in delivery.documents if not _rubbish(each)]
    found = [
        *_rubbish_among(delivery),
        *(_of_ledger(papers, items) if items else ()),
        *_twice(papers),
        *_older_pdf(papers),
        *_sizes(delivery),
    ]
    return found or FITS


def _said(document: Document, what: str, how: str, severity: Severity | None = None) -> Judgement:
    at = next(document.of("ファイル名"), None)
    return hit(document.path.rpartition("/")[2], at=at, severity=severity, what=what, how=how)


def _name(document: Document) -> str:
    return document.path.rpartition("/")[2].rpartition(" ＞ ")[2]


def _rubbish(document: Document) -> bool:
    return bool(_RUBBISH.search(_name(document)) or _RUBBISH_FOLDER.search(document.path))


def _rubbish_among(delivery: Delivery) -> Iterator[Judgement]:
    for each in delivery.documents:
        if _rubbish(each):
            yield _said(each, f"要らないファイル「{each.path}」があります。", "納品物から外してください。")


def _of_ledger(papers: Sequence[Document], items: Sequence[Deliverable]) -> Iterator[Judgement]:
    met: set[str] = set()
    wanted = [each for each in items if each.is_deliverable]
    for document in papers:
        found = fitting(document, items)
        met.update(each.id or each.title or "" for each in found)
        if not found:
            what = f"「{document.path}」は成果物一覧のどの行でもありません。"
            yield _said(document, what, "成果物一覧に足すか、納品物から外してください。", Severity.WARNING)
        elif len(found) > 1:
            told = "、".join(f"{each.id} {each.title}" for each in found)
            yield _said(
                document,
                f"「{document.path}」は2つの行に当たります({told})。",
                "文書IDをファイル名に付けてください。",
                Severity.QUESTION,
            )
    for each in wanted:
        if (each.id or each.title or "") not in met:
            what = f"納品対象の「{each.id} {each.title}」のファイルがありません。"
            yield hit(
                str(each.id or each.title),
                what=what,
                how="ファイルを加えるか、成果物一覧の納品対象を直してください。",
            )


def _twice(papers: Sequence[Document]) -> Iterator[Judgement]:
    versions: defaultdict[tuple[str, str], dict[str, Document]] = defaultdict(dict)
    for each in papers:
        if version := version_in(each.title):
            versions[title_key(each.title), each.kind].setdefault(version.casefold(), each)
    for found in versions.values():
        for extra in list(found.values())[1:]:
            names = "、".join(each.path for each in found.values())
            yield _said(
                extra, f"1つの題名で版の違うファイルがあります({names})。", "新しい版だけを残してください。"
            )
    same: defaultdict[str, list[Document]] = defaultdict(list)
    for each in papers:
        if each.sha256 and each.size:
            same[each.sha256].append(each)
    for alike in same.values():
        for extra in alike[1:]:
            yield _said(
                extra,
                f"「{extra.path}」は「{alike[0].path}」と中身が同じです。",
                "片方を外してください。",
                Severity.WARNING,
            )


def _older_pdf(papers: Sequence[Document]) -> Iterator[Judgement]:
    sources: dict[tuple[str, str], date] = {}
    for each in papers:
        if each.kind in _SOURCES and each.saved_on:
            sources[title_key(each.title), version_in(each.title).casefold()] = each.saved_on
    for each in papers:
        saved = (
            sources.get((title_key(each.title), version_in(each.title).casefold()))
            if each.kind == "pdf"
            else None
        )
        if saved and each.saved_on and each.saved_on < saved:
            what = f"「{each.path}」({each.saved_on:%Y/%m/%d})が、元の文書({saved:%Y/%m/%d})より前に保存されています。"
            yield _said(each, what, "PDFを作り直してください。")


def _sizes(delivery: Delivery) -> Iterator[Judgement]:
    for each in delivery.documents:
        if each.size == 0 and not _rubbish(each) and not each.is_read:
            yield _said(each, f"「{each.path}」は中身が0バイトです。", "正しいファイルと差し替えてください。")
        elif each.size > _LARGE:
            yield _said(
                each,
                f"「{each.path}」は {each.size >> 20} MB あります。",
                "分けるか、渡し方を相手と決めてください。",
                Severity.WARNING,
            )
    total = sum(each.size for each in delivery.documents if " ＞ " not in each.path)
    if total > _LARGE_SUM:
        what = f"合わせて {total >> 20} MB あり、メールでは送れないことがあります。"
        yield hit(
            f"{total >> 20} MB", severity=Severity.INFO, what=what, how="渡し方を相手と決めてください。"
        )
