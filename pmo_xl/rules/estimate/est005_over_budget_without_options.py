"""EST005: more is estimated than the budget holds, and nothing to choose from stands in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.budget.budget_gap import BudgetGap, budget_gaps, tied_options
from pmo_xl.metrics.option_topics import topic_of
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import yen
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    Subject,
    out_of_scope,
    rule,
    undeterminable,
    violation,
)

_LEAST = 2
_COMPARED = ("effort_delta", "cost_delta", "schedule_delta", "merits", "demerits")
_IN_NUMBERS = ("cost_delta", "schedule_delta")


@rule(
    "EST005",
    judges=Project,
    severity=Severity.ERROR,
    message="{what}。",
    remedy="対応案比較に、機能を減らす・段階に分ける・予算を増やすなどの案を2件以上、工数差・費用差・日程差・メリット・デメリットとともに書いてください。",
)
def over_budget_without_options(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """見積が予算を超えるときは、数字で比べられる対応案が2件以上なければならない。

    ## 要旨
    次の2つを指摘します。

    1. 採用した見積(税抜)と、ほかの発注・見込の合計が予算額を超えているのに、その予算に結び付く対応案で、工数差・費用差・日程差・
       メリット・デメリットがすべて記入されたものが2件ない(エラー)。0 も記入です。予算IDのある見積は、その予算の予算額と
       比べます。予算IDのない見積は、ほかの見積が名指ししない予算の合計と、まとめて比べます。申請中の予算は数えません。
    2. まだ決まっていない案(採否が空欄か「保留」)が2件以上ある論点で、その案の費用差か日程差が空欄(警告)

    対応案は、起票元に予算IDがあればその予算に結び付きます。どの案にも起票元がない台帳では、論点に「予算」とある案を数えます。
    見積一覧か対応案比較のシートがない台帳では、1 は対象外です。

    ## なぜ問題か
    「予算が足りません」だけでは、だれも決められません。減らすもの・延ばすもの・足すお金を数字で並べて、はじめて判断できます。

    ## 違反例
    予算枠
    | 予算ID | 予算額 | 承認日 | 指摘 |
    |---|---|---|---|
    | BUD-001 | 10000000 | 2026/4/1 | 予算額 |
    | BUD-002 | 10000000 | 2026/4/1 | |

    見積一覧
    | 見積ID | 税区分 | 金額 | 採用 | 予算ID |
    |---|---|---|---|---|
    | EST-001 | 税抜 | 10000001 | ○ | BUD-001 |
    | EST-002 | 税抜 | 10000000 | ○ | BUD-002 |

    対応案比較
    | 案ID | 論点 | 起票元 | 工数差 | 費用差 | 日程差 | メリット | デメリット | 採否 |
    |---|---|---|---|---|---|---|---|---|
    | OPT-001 | 超過 | BUD-001 | -3 | -2000000 | 0 | 収まる | 機能が減る | 採用 |
    | OPT-002 | 超過 | BUD-001 | 0 | 0 | 0 | 全部そろう | | 不採用 |
    | OPT-003 | 別の予算 | BUD-002 | 0 | 0 | 0 | 全部そろう | 費用 | 不採用 |

    ## 違反例(予算IDのない見積)
    指摘: 予算枠

    予算枠
    | 予算ID | 予算額 | 承認日 | 申請日 |
    |---|---|---|---|
    | BUD-001 | 10000000 | 2026/4/1 | |
    | BUD-002 | 5000000 | | 2026/11/2 |

    見積一覧
    | 見積ID | システム | 提出者 | 税区分 | 金額 | 採用 |
    |---|---|---|---|---|---|
    | EST-001 | 会員基盤 | 甲社 | 税抜 | 8000000 | ○ |

    予算管理表
    | 発注ID | 予算ID | システム名 | 発注先 | 発注金額 | 発注日 | 発注区分 |
    |---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤 | 甲社 | 8000000 | 2026/6/1 | 当初 |
    | ORD-002 | BUD-001 | 帳票 | 乙社 | 2000001 | 2026/6/1 | 当初 |

    対応案比較
    | 案ID | 論点 |
    |---|---|
    | OPT-001 | 方式 |

    ## 違反例(決まっていない案の数字)
    対応案比較
    | 案ID | 論点 | 費用差 | 日程差 | 採否 | 指摘 |
    |---|---|---|---|---|---|
    | OPT-001 | 移行方式 | | 0 | 保留 | 費用差(警告) |
    | OPT-002 | 移行方式 | 0 | | | 日程差(警告) |
    | OPT-003 | 移行方式 | | | 不採用 | |

    ## 適合例
    予算枠
    | 予算ID | 予算額 | 承認日 |
    |---|---|---|
    | BUD-001 | 10000000 | 2026/4/1 |
    | BUD-002 | 10000000 | 2026/4/1 |

    見積一覧
    | 見積ID | 税区分 | 金額 | 採用 | 予算ID |
    |---|---|---|---|---|
    | EST-001 | 税抜 | 10000001 | ○ | BUD-001 |
    | EST-002 | 税抜 | 10000000 | ○ | BUD-002 |

    対応案比較
    | 案ID | 論点 | 起票元 | 工数差 | 費用差 | 日程差 | メリット | デメリット | 採否 |
    |---|---|---|---|---|---|---|---|---|
    | OPT-001 | 超過 | BUD-001 | -3 | -2000000 | 0 | 収まる | 機能が減る | |
    | OPT-002 | 超過 | BUD-001 | 0 | 0 | 0 | 全部そろう | 補正が要る | |
    | OPT-003 | 1案だけの論点 | REQ-001 | | | | | | 保留 |

    ## 適合例(起票元のない台帳)
    予算枠
    | 予算ID | 予算額 | 承認日 |
    |---|---|---|
    | BUD-001 | 10000000 | 2026/4/1 |

    見積一覧
    | 見積ID | 税区分 | 金額 | 採用 |
    |---|---|---|---|
    | EST-001 | 税抜 | 12000000 | ○ |

    対応案比較
    | 案ID | 論点 | 工数差 | 費用差 | 日程差 | メリット | デメリット | 採否 |
    |---|---|---|---|---|---|---|---|
    | OPT-001 | 予算の超過 | -3 | -2000000 | 0 | 収まる | 機能が減る | 採用 |
    | OPT-002 | 予算の超過 | 0 | 0 | 0 | 全部そろう | 補正が要る | 不採用 |
    """
    if project.estimates:
        for gap in budget_gaps(project):
            yield _place(gap, project), _gap(gap, project)
    else:
        yield None, out_of_scope("「見積一覧」シートがないか、行がありません")
    for option in project.options:
        for judgement in _option(option, project):
            yield option, judgement


def _place(gap: BudgetGap, project: Project) -> Record | type[Record]:
    """The row of the one budget that the estimates name; the sheet, for the estimates that name none."""
    names_it = any(project.budgets.get(each.budget) for each in (*gap.summed, *gap.left_out))
    return gap.budgets[0] if names_it else Budget


def _gap(gap: BudgetGap, project: Project) -> Judgement:
    if cannot := next(filter(None, (unknown(budget, "amount") for budget in gap.budgets)), None):
        return cannot
    if not gap.is_over:
        return (
            FITS
            if gap.is_certain
            else undeterminable("見積か発注に数えられないものがあり、予算を超えるか分かりません")
        )
    if project.tables and not project.has(Option):
        return out_of_scope("「対応案比較」シートがありません")
    tied = tied_options(gap, project)
    filled = [option for option in tied if not _lacking(option)]
    if len(filled) >= _LEAST:
        return FITS
    if any(not option.is_known("origin", "subject", *_COMPARED) for option in project.options):
        return undeterminable("対応案比較に読み取れない欄があり、比べられる案が足りるか分かりません")
    return _too_few(gap, len(tied), len(filled), project)


def _too_few(gap: BudgetGap, tied: int, filled: int, project: Project) -> Judgement:
    place = _place(gap, project)
    whose = f"予算 {place.row_id} " if isinstance(place, Record) else "予算枠の合計"
    what = f"採用した見積とほかの発注が{whose}を {yen(gap.gap)} 円超えていますが、数字で比べられる対応案が {filled} 件です"
    if tied > filled:
        what += f"(案は {tied} 件あり、工数差・費用差・日程差・メリット・デメリットに空欄があります)"
    field = "amount" if isinstance(place, Record) else None
    return violation(field, what=what, expected=f"比べられる対応案 {_LEAST} 件以上")


def _lacking(option: Option) -> bool:
    return any(getattr(option, name) in (None, "") for name in _COMPARED)


def _option(option: Option, project: Project) -> Iterator[Judgement]:
    """What is said of an option that is still open beside others."""
    if missing := unknown(option, "subject", "decision"):
        yield missing
    elif not _is_to_compare(option, project):
        yield OUT_OF_SCOPE
    else:
        lacking = [name for name in _IN_NUMBERS if getattr(option, name) is None]
        yield from (_number(option, name) for name in lacking)
        if not lacking:
            yield FITS


def _is_to_compare(option: Option, project: Project) -> bool:
    topic = topic_of(option, project)
    return bool(topic.name) and option in topic.open_options and len(topic.open_options) >= _LEAST


def _number(option: Option, name: str) -> Judgement:
    label = option.columns[name].label
    what = f"論点「{option.subject}」は未決ですが、案「{option.title or option.row_id or ''}」の{label}が空欄です"
    return unknown(option, name) or violation(name, severity=Severity.WARNING, what=what, expected=label)
