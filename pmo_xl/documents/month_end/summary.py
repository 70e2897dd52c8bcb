"""What a manager reads first of a month end: a headline, what it stands on, and what to decide by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pmo_xl.documents.month_end.lists import previous_note
from pmo_xl.documents.month_end.result import MonthEndResult, failed_sentences, in_folder
from pmo_xl.documents.month_end.tables import COUNTS, counts
from pmo_xl.documents.month_end.totals import agreement_line, agreements, total
from pmo_xl.metrics.payment.acceptance_due import AcceptanceState
from pmo_xl.metrics.payment.accrual_candidate import AccrualCandidate
from pmo_xl.metrics.payment.double_invoice import DoubledDelivery
from pmo_xl.metrics.payment.payment_due import PaymentState
from pmo_xl.metrics.payment.unpaid_delivery import UnpaidDelivery
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.display import day, yen
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.report import failed_rules_sentence

_MOST_NAMED = 5


def headline(result: MonthEndResult) -> str:
    """The title of the month end."""
    return f"月次検収支払点検  {result.month}"


def overview(result: MonthEndResult) -> tuple[str, ...]:
    """What it stands on, in sentences: the day, how many workbooks, the sums, and what was not read."""
    figures = total(result)
    found = Counter(project.light.light for project in result.projects)
    lights = "、".join(f"{light.mark} {light.value} {found[light]}" for light in Light if found[light])
    lines = [
        *failed_rules(result),
        f"基準日 {day(result.month.as_of)}  点検日 {day(result.run_day)}  対象 {_counted(result)}  信号 {lights or 'なし'}",
        f"検収 予定 {yen(figures.acceptance_planned)} 円 / 済 {yen(figures.accepted)} 円  "
        f"支払 予定 {yen(figures.payment_planned)} 円 / 済 {yen(figures.paid)} 円(税込 {yen(figures.paid_with_tax)} 円)",
        agreement_line(result),
        "信号は予算・検収・支払だけから付けています。日程や課題も見た信号は check で見られます。",
        previous_note(result),
        *result.remarks,
        *(f"読めなかったブック: {told}" for told in failed_sentences(result.failed)),
        *(
            f"複製のため数えなかったブック: {in_folder(copy.path)}({copy.project} は {in_folder(copy.counted)} を数えました)"
            for copy in result.copies
        ),
        *(f"複製の選び方: {why}。" for why in dict.fromkeys(copy.why for copy in result.copies)),
    ]
    return tuple(lines)


def failed_rules(result: MonthEndResult) -> Iterator[str]:
    """Said before any figure: which rules raised instead of judging, project by project."""
    for project in result.projects:
        sentence = failed_rules_sentence(project.reading.failed_rules)
        if sentence:
            yield f"{project.name}: {sentence}"


def _counted(result: MonthEndResult) -> str:
    whole = len(result.projects) + len(result.failed) + len(result.copies)
    return f"{len(result.projects)} / {whole} 冊"


def decisions(result: MonthEndResult) -> tuple[str, ...]:
    """What to decide or do, the most urgent first, each with its number, amount and last day."""
    found = tuple(_decisions(result))
    return found or ("急いで決めることはありません。",)


def _decisions(result: MonthEndResult) -> Iterator[str]:
    payments = [line for project in result.projects for line in project.month_end.payments]
    overdue = [line for line in payments if line.state is PaymentState.OVERDUE]
    if overdue:
        oldest = min(line.late_since for line in overdue if line.late_since)
        amount = yen(sum(line.open_amount for line in overdue))
        yield f"支払の遅れが {result.late_payments}、{amount} 円あります(最も古い期限 {day(oldest)})。すぐに支払うか、支払済みなら台帳に書いてください。"
    yield from _toritekihou(result)
    yield from _doubles(result)
    lines = [line for project in result.projects for line in project.month_end.acceptances]
    late = [line for line in lines if line.state is AcceptanceState.OVERDUE]
    if late:
        amount = yen(sum(line.planned for line in late))
        yield f"検収の遅れが {result.late_acceptances}、{amount} 円あります。検収するか、予定を改めてください。"
    undated = sum(line.state is PaymentState.UNDATED for line in payments)
    if undated:
        yield f"支払の期日が分からないものが {undated} 件あります。契約を見て支払期日を書いてください。"
    yield from _closing(result)


def _toritekihou(result: MonthEndResult) -> Iterator[str]:
    """What 取適法 asks for: violations, questions, what cannot be judged, and last days."""
    found = result.breaches
    if found.ledger:
        yield f"取適法: 違反が {found} あります。支払期日と支払方法を改め、未払はすぐに支払ってください。"
    verdicts = [line.verdict for project in result.projects for line in project.month_end.lawful]
    words = (
        (Verdict.QUESTION, "人が判断すべきものが当月 {} 件あります。法務に確かめてください。"),
        (
            Verdict.UNDETERMINABLE,
            "判定できないものが当月 {} 件あります。対象かどうか、受領日、支払期日を書いてください(「問題なし」ではありません)。",
        ),
    )
    for verdict, text in words:
        if verdicts.count(verdict):
            yield "取適法: " + text.format(verdicts.count(verdict))
    yield from _last_days(result)


def _doubles(result: MonthEndResult) -> Iterator[str]:
    """What may have been invoiced twice, and how much of it can still be held back."""
    doubles = [each for project in result.projects for each in project.month_end.doubles]
    if doubles:
        unpaid = [each for each in doubles if each.paid_on is None]
        yield (
            f"二重請求の疑いが {len(doubles)} 件、{_amount(doubles)} 円あります(うち未払 {len(unpaid)} 件、{_amount(unpaid)} 円)。"
            "支払う前に請求書の実物を確かめてください(「指摘」の ACC004)。"
        )


def _last_days(result: MonthEndResult) -> Iterator[str]:
    """What has passed its 最終日 unpaid, and what comes to it by the end of the next month."""
    unpaid = [each for project in result.projects for each in project.month_end.unpaid]
    passed = [each for each in unpaid if each.last_on < result.month.as_of]
    coming = [each for each in unpaid if each.last_on >= result.month.as_of]
    if passed:
        first = day(min(each.last_on for each in passed))
        yield f"取適法の最終日を過ぎた未払が {len(passed)} 件、{_amount(passed)} 円あります(最も古い最終日 {first})。"
    if coming:
        first = day(min(each.last_on for each in coming))
        yield f"取適法の最終日が翌月末までに来る未払が {len(coming)} 件、{_amount(coming)} 円あります(最も早い最終日 {first})。"


def _closing(result: MonthEndResult) -> Iterator[str]:
    ends = [project.month_end for project in result.projects]
    accruals = [line for end in ends for line in end.accruals]
    if accruals:
        year = "年度末の" if any(line.is_year_end for line in accruals) else ""
        doubled = [line for end in ends for line in end.accruals if end.double_note(line.at)]
        among = f"(うち二重請求の疑い {len(doubled)} 件、{_amount(doubled)} 円)" if doubled else ""
        yield f"{year}未払計上の候補が {len(accruals)} 件、{_amount(accruals)} 円あります{among}。計上するかどうかを経理と決めてください。"
    broken = sum(len(found) for found in result.differences.values())
    if broken:
        yield f"前の月の記録と違うものが {broken} 件あります(「前月との比較」)。"
    yield from _overspent(result)
    if not all(agreement.agrees for agreement in agreements(result)):
        yield "合計が台帳と合いません。「集計」を見てください。"


def _overspent(result: MonthEndResult) -> Iterator[str]:
    """The budgets that are exceeded, the worst first."""
    found = [(project.name, line) for project in result.projects for line in project.month_end.overspent]
    found.sort(key=lambda pair: pair[1].remaining)
    if found:
        named = "、".join(
            f"{name} {line.whose} {yen(line.remaining)} 円" for name, line in found[:_MOST_NAMED]
        )
        rest = f" ほか {len(found) - _MOST_NAMED} 件" if len(found) > _MOST_NAMED else ""
        yield f"予算超過が {len(found)} 件あります({named}{rest})。組み替えるか追加するかを決めてください。"


def _amount(deliveries: Iterable[UnpaidDelivery | DoubledDelivery | AccrualCandidate]) -> str:
    return yen(sum(each.amount for each in deliveries))


def count_words(result: MonthEndResult) -> dict[str, int]:
    """The counts over all projects by their words: 検収 予定, 支払の遅れ, 違反(当月) …"""
    sums = [sum(column) for column in zip(*(counts(project) for project in result.projects), strict=True)]
    return dict(zip(COUNTS, sums or [0] * len(COUNTS), strict=True))
