"""Policy: which rules a workbook (or an office) has switched on, and how heavy it takes them.

設定 says it: 規則群 = 基本 | 標準 | 厳格 for phasing in, 規則.QST001 = 切 | 入 | エラー | 要判断 | 警告 | 情報
for one rule. What stands for one rule wins over the group; an office's own policy wins over the workbook's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pmo_xl.model.settings import Settings
from pmo_xl.rules.rule import Group, Rule, Severity

OFF_WORDS, ON_WORDS = ("切", "オフ", "OFF", "無効", "×"), ("入", "オン", "ON", "有効", "○")
SEVERITY_WORDS = {severity.label: severity for severity in Severity}


@dataclass(frozen=True)
class Policy:
    """group: 規則群. words: by rule ID, what is said of that rule alone (切, 入 or a severity's word)."""

    group: Group = Group.STANDARD
    words: Mapping[str, str] = field(default_factory=dict)

    def is_on(self, rule: Rule) -> bool:
        """Whether the rule is asked at all."""
        word = self.words.get(rule.id)
        if word is not None and is_understood(word):
            return word not in OFF_WORDS
        return rule.group.rank <= self.group.rank

    def severity(self, rule: Rule) -> Severity | None:
        """The weight this rule's findings are given; None = the rule's own."""
        return SEVERITY_WORDS.get(self.words.get(rule.id, ""))

    def select(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules that are on."""
        return tuple(rule for rule in rules if self.is_on(rule))

    def off(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        """The IDs of the rules that are not asked."""
        return tuple(rule.id for rule in rules if not self.is_on(rule))

    def over(self, other: Policy) -> Policy:
        """One policy laid over another: an office's over a workbook's."""
        return Policy(self.group or other.group, {**other.words, **self.words})

    def describe(self) -> str:
        """One line for a report: 規則群 標準、QST001 = 警告、DAT009 = 切."""
        return "、".join((f"規則群 {self.group}", *(f"{rule} = {word}" for rule, word in self.words.items())))


def policy_of(settings: Settings) -> Policy:
    """What 設定 of a workbook says; unknown words are left to the rules to speak about (DAT004)."""
    group = settings.text("規則群")
    words = {rule.strip().upper(): word.strip() for rule, word in settings.family("規則.").items()}
    return Policy(Group(group) if group in tuple(Group) else Group.STANDARD, words)


def is_understood(word: str) -> bool:
    """Whether a word of 規則.<ID> means something."""
    return word in OFF_WORDS or word in ON_WORDS or word in SEVERITY_WORDS
