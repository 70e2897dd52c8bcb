"""DAT013: a book of ours that an earlier version made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pmo_xl.metrics.additions import Addition, additions, schema_of
from pmo_xl.model.choice import Choice
from pmo_xl.model.project import Project
from pmo_xl.model.schema import SCHEMA
from pmo_xl.model.setting import Setting
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "DAT013",
    judges=Project,
    severity=Severity.INFO,
    message="以前の版の台帳です(版 {book}{guess}、いまは版 {now})。足せるものが {count} 件あります({what})。",
    remedy="pmo-xl upgrade で一覧を見て、--apply で足してください。書いたものは何も変わりません。",
)
def earlier_schema(project: Project) -> Iterator[tuple[None, Judgement]]:
    """以前の版の pmo_xl が作った台帳で、足せる列や言葉がある。

    ## 要旨
    pmo_xl が作った台帳が以前の版のもので、いまの版の列・言葉・設定・シートのうち足せるものがあるときに、情報として言います。
    版は、台帳のファイルの印(プロパティ pmo_xl.schema)で見分け、印がなければ(Google スプレッドシートで保存し直すと消えます)、
    その版の列が半分以上あるかで推定します。台帳を使う人が外した列や言葉は数えません。pmo_xl が作ったものでないブックは対象外です。

    ## なぜ問題か
    足りない列は空欄として扱うため、その列を使う突き合わせは何も見つけません。ないことに気づかないまま「指摘なし」に見えます。

    ## 違反例
    要件一覧(pmo_xl の台帳)
    | 要件ID | 要件名 |
    |---|---|
    | REQ-001 | 会員の検索 |

    指摘: 全体

    ## 適合例
    要件一覧(pmo_xl の台帳)
    | 要件ID | 要件名 | 合意期限 | 外部ID |
    |---|---|---|---|
    | REQ-001 | 会員の検索 | 2026/11/30 | |
    """
    if not project.is_ours:
        yield None, OUT_OF_SCOPE
        return
    lacking = additions(project)
    schema = schema_of(project)
    if not lacking:
        yield None, FITS
        return
    guess = "。印がないための推定" if schema.is_inferred else ""
    yield (
        None,
        violation(book=schema.number, guess=guess, now=SCHEMA, count=len(lacking), what=_told(lacking)),
    )


def _told(lacking: tuple[Addition, ...]) -> str:
    kinds = Counter(_kind(each) for each in lacking)
    return "、".join(f"{kind} {count}" for kind, count in kinds.items())


def _kind(addition: Addition) -> str:
    if addition.field:
        return "列"
    return {Choice: "選択肢", Setting: "設定"}.get(addition.sheet, "シート") if addition.word else "シート"
