"""What precheck found in a delivery: findings, who allows them, the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.passage import Delivery, Document
from pmo_xl.model.precheck_words import CONTENT, NOT_LOOKED_AT
from pmo_xl.rules.finding import Waiver
from pmo_xl.rules.report import RuleCount
from pmo_xl.rules.rule import Group, Severity

ALL_IDS: Final = tuple(f"PRE{number:03}" for number in range(1, 36))
"""The rules of the design; every result says which of them were not asked."""
WHOLE: Final = "納品物全体"
"""Where a finding stands that no document holds."""


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """One thing that is wrong in a document. kind: of the passage; match: what was found; excerpt: with what is around.

    waiver: who allows it, and until when. news: 新規 or 継続, against an earlier result.
    """

    rule: str
    severity: Severity
    document: str
    place: str
    kind: str | None
    hidden: str | None
    heading: tuple[str, ...]
    match: str
    excerpt: str
    expected: str | None
    message: str
    remedy: str
    id: str
    verdict: str = "violation"
    place_key: str = ""
    waiver: Waiver | None = None
    news: str = ""


@dataclass(frozen=True, repr=False)
class PaperReport(ItemReport):
    """What the rules said of a delivery. rules: how far each got; off: those that are not asked.

    group: the 規則群 that was asked. resolved: the lines of an earlier result that are gone. unmet: the waivers that met nothing, or are past their day.
    """

    delivery: Delivery
    findings: tuple[PaperFinding, ...]
    rules: tuple[RuleCount, ...]
    off: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    group: Group = Group.STANDARD
    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("重要度", width=8, name="severity", is_judged=True),
        ListColumn("規則", width=9, name="rule"),
        ListColumn("文書", Kind.LONGTEXT, 30, name="document"),
        ListColumn("場所", Kind.LONGTEXT, 30, name="place"),
        ListColumn("指摘", Kind.LONGTEXT, 50, name="message"),
        ListColumn("直し方", Kind.LONGTEXT, 50, name="remedy"),
        ListColumn("前回と", width=8, of=lambda each: each.news or None),
        ListColumn("免除理由", Kind.LONGTEXT, 24, of=lambda each: each.waiver and each.waiver.reason),
        ListColumn("承認者", width=10, of=lambda each: each.waiver and each.waiver.approver),
        ListColumn("免除期限", Kind.DATE, of=lambda each: each.waiver and each.waiver.until),
        ListColumn("種類", width=12, name="kind"),
        ListColumn("見つけた言葉", Kind.LONGTEXT, 24, name="match", is_printed=False),
        ListColumn("前後の文", Kind.LONGTEXT, 40, name="excerpt", is_printed=False),
        ListColumn("指摘ID", width=30, name="id", is_printed=False),
    )

    @property
    def items(self) -> tuple[PaperFinding, ...]:
        """The findings."""
        return self.findings

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, read or not."""
        return self.delivery.documents

    @property
    def errors(self) -> tuple[PaperFinding, ...]:
        """The findings that make it 不合格."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR and not each.waiver)

    @property
    def waived(self) -> tuple[PaperFinding, ...]:
        """The findings that somebody allows."""
        return tuple(each for each in self.findings if each.waiver)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many documents, findings of each weight, and documents that were not read whole."""
        met = Counter(each.severity for each in self.findings if not each.waiver)
        weights = {severity.label: met[severity] for severity in Severity}
        return {
            "文書": len(self.documents),
            **weights,
            "免除": len(self.waived),
            "点検できなかった文書": len(self.unread),
        }

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The rules that were not chosen (--rules): nothing is said of what they would look at."""
        asked = {count.rule for count in self.rules} | set(self.off)
        return tuple(each for each in ALL_IDS if each not in asked)

    @property
    def unread(self) -> tuple[Document, ...]:
        """The documents that were not read, or not whole."""
        return tuple(each for each in self.documents if each.unread and not is_agreed(each, self.delivery))

    @property
    def verdict(self) -> str:
        """fail: an error; conditional: something to decide, or not judged; pass: neither, and something was judged."""
        looked_at = [each for each in self.documents if not is_agreed(each, self.delivery)]
        return verdict_of(self.findings, looked_at, self.rules)

    def of(self, document: Document) -> tuple[PaperFinding, ...]:
        """The findings in a document."""
        return tuple(each for each in self.findings if each.document == document.path)


def is_agreed(document: Document, delivery: Delivery) -> bool:
    """Whether the words file says that this file, of a kind that is never read, need not be looked into."""
    said = delivery.words.said_of(document.path)
    is_never_read = not document.is_failed and not document.is_read
    return is_never_read and any(each.get(CONTENT) == NOT_LOOKED_AT for each in said)


def verdict_of(
    findings: Iterable[PaperFinding], documents: Iterable[Document], counts: Iterable[RuleCount] = ()
) -> str:
    """The verdict over these findings in these documents."""
    found, every = tuple(findings), tuple(documents)
    weights = {each.severity for each in found if not each.waiver}
    is_allowed = any(each.waiver and each.severity is Severity.ERROR for each in found)
    if Severity.ERROR in weights:
        return "fail"
    is_open = weights & {Severity.QUESTION, Severity.WARNING} or any(each.unread for each in every)
    is_lame = any(count.is_failed or count.undeterminable for count in counts)
    return (
        "conditional"
        if is_open or is_allowed or is_lame or not any(each.is_read for each in every)
        else "pass"
    )
