"""DOC003: documents that are not where the list says, or were saved after the day that it says."""

from __future__ import annotations

from datetime import date, timedelta

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import day
from pmo_xl.model.filed import FiledPaper
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "DOC003",
    judges=Deliverable,
    reads=("location",),
    needs_papers=True,
    severity=Severity.WARNING,
    message="{id}「{title}」{problem}。",
    remedy="格納先のファイルを開いて、格納先・最新版・更新日を、そこにある文書に合わせてください。ファイルがなければ、その場所に置いてください。",
)
def file_missing(document: Deliverable, project: Project) -> Judgement:
    """格納先に文書がある。文書は、更新日より後に保存されていない。

    ## 要旨
    格納先に書いたファイルを、台帳のフォルダーと、`check --root` で示したフォルダーの中で探し、次のときに指摘します。

    - その場所にファイルもフォルダーもない。
    - ファイルの保存日が、更新日より後である。同じ日なら問題ありません。保存日は、Word・Excel・PowerPoint・PDFの中に
      記録された日(日本時間)です。中に記録がなければファイルの日付と比べ、情報として示します(写すだけで変わる日付のため)。

    格納先が URL の行は見ません。フォルダーを書いた行は、フォルダーがあることだけを見ます。台帳のフォルダーと `--root` の
    フォルダーの外、ほかの場所へのリンク、まだこのPCに取り込まれていないクラウドの中身は開きません。
    格納先のファイルが1つも見つからないときは、台帳だけが別の場所にあるとみなし、1行ずつは指摘せず、判定できなかったと
    言います。`check --no-documents` では文書を見ないため、判定しません。

    ## なぜ問題か
    格納先にない文書は、納品のときに探すことになります。保存日が更新日より後なら、一覧に書かれていない変更が文書に
    入っているか、一覧の最新版が古いままです。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 格納先 | 指摘 |
    |---|---|---|---|---|
    | DOC-001 | 要件定義書 | 2026/11/9 | 要件/要件定義書.docx | 格納先 |
    | DOC-002 | 基本設計書 | 2026/11/29 | 設計/基本設計書.docx | 更新日 |
    | DOC-003 | 用語集 | 2026/11/29 | 用語集.md | 更新日(情報) |

    格納先のファイル
    | 格納先 | 保存日 | ファイルの日付 | ほか |
    |---|---|---|---|
    | 要件/要件定義書.docx | | | なし |
    | 設計/基本設計書.docx | 2026-11-30 | 2026-11-10 | |
    | 用語集.md | | 2026-11-30 | |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 格納先 |
    |---|---|---|---|
    | DOC-001 | 要件定義書 | 2026/11/9 | 要件/要件定義書.docx |
    | DOC-002 | 基本設計書 | 2026/11/30 | 設計/基本設計書.docx |
    | DOC-003 | 運用設計書 | | 運用設計書.docx |
    | DOC-004 | 議事録 | 2026/4/1 | 議事録 |
    | DOC-005 | 提案書 | 2026/4/1 | https://example.com/提案書.docx |
    | DOC-006 | 手順書 | 2026/4/1 | |

    格納先のファイル
    | 格納先 | 保存日 | ファイルの日付 | ほか |
    |---|---|---|---|
    | 要件/要件定義書.docx | 2026-11-09 | 2026-11-20 | |
    | 設計/基本設計書.docx | 2026-11-30 | 2026-11-30 | |
    | 運用設計書.docx | 2026-11-30 | 2026-11-30 | |
    | 議事録 | | | フォルダー |
    | https://example.com/提案書.docx | | | URL |
    """
    paper = project.filed.papers.get(document.location or "")
    if not document.location or (paper and paper.is_address):
        return OUT_OF_SCOPE
    if paper is None or paper.reason:
        return undeterminable(paper.reason if paper and paper.reason else "格納先の文書を見ていません")
    if not paper.is_there:
        problem = f"の格納先「{document.location}」に、ファイルもフォルダーもありません"
        return violation("location", expected="文書のある場所", problem=problem)
    if paper.is_folder:
        return FITS
    return _newer(document, paper, project.run_day)


def _newer(document: Deliverable, paper: FiledPaper, run_day: date) -> Judgement:
    if document.updated_on is None:
        return unknown(document, "updated_on") or FITS
    latest = run_day + timedelta(days=1)
    is_stamped = paper.stamped_on is not None and paper.stamped_on <= latest
    saved = paper.stamped_on if is_stamped else paper.touched_on
    if saved is None or saved > latest:
        return undeterminable("格納先のファイルの保存日が分からない行があります")
    if saved <= document.updated_on:
        return FITS
    how = "に保存されています" if is_stamped else "の日付です(写すだけで変わる、ファイルの日付です)"
    problem = f"のファイルは、更新日 {day(document.updated_on)} より後の {day(saved)} {how}"
    weight = None if is_stamped else Severity.INFO
    return violation("updated_on", severity=weight, expected=f"{day(saved)}", problem=problem)
