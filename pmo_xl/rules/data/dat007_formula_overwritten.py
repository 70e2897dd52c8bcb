"""DAT007: derived cells that hold something else than their column's formula."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.model.display import shortened
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED, FormulaFact, Record
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.screens import where_seen

_WHAT = {
    "constant": "自動計算の「{label}」に値「{text}」が直接入っています。",
    "other": "自動計算の「{label}」の数式が列の数式と違います({text})。",
    "error": "自動計算の「{label}」がエラー({text})になっています。",
}


@rule(
    "DAT007",
    judges=Record,
    screen=where_seen(lambda place: not place or place.formulas or not place.table.is_ours),
    severity=Severity.ERROR,
    message="{what}",
    remedy="同じ列のほかの行から数式を写してください(pmo-xl fix が数式を戻せます)。数式の元になる欄に直す値があれば、そちらを直してください。",
)
def formula_overwritten(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """自動計算の欄の数式が、値や別の数式で上書きされている。

    ## 要旨
    pmo_xl が作った台帳で、自動計算の欄(超過日数、残予算、状態など)に値が直接入っている、列のほかの行と違う数式が
    入っている、またはエラーになっているときに指摘します。数式の計算結果が保存されていないときは判定不能です。
    ほかの道具で作った台帳は対象外です。

    ## なぜ問題か
    上書きされた欄は、元の欄を直しても変わりません。残予算や超過日数が古い値のまま報告に使われます。

    ## 違反例
    予算枠(pmo_xl の台帳)
    | 予算ID | 予算額 | 残予算 | 指摘 |
    |---|---|---|---|
    | BUD-001 | 1000000 | =1 | |
    | BUD-002 | 2000000 | =1 | |
    | BUD-003 | 3000000 | 3000000 | 残予算 |

    ## 適合例
    予算枠(pmo_xl の台帳)
    | 予算ID | 予算額 | 残予算 |
    |---|---|---|
    | BUD-001 | 1000000 | =1 |
    | BUD-002 | 2000000 | =1 |
    """
    place = record.place
    if place is None or not place.table.is_ours:
        return OUT_OF_SCOPE
    if not place.formulas:
        return FITS
    return [_judge(record, name, fact) for name, fact in place.formulas.items()]


def _judge(record: Record, name: str, fact: FormulaFact) -> Judgement:
    label = record.columns[name].label
    if fact.state == "uncached":
        return undeterminable(f"「{label}」の{UNCACHED}")
    text = shortened(fact.text, 60)
    return violation(name, expected="列の数式", what=_WHAT[fact.state].format(label=label, text=text))
