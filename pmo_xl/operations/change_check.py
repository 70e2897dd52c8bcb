"""Change check: the rules asked of a project before and after a set of changes."""

from __future__ import annotations

from pmo_xl.model.collection import collection_held_back
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Names
from pmo_xl.operations.check import rules_asked
from pmo_xl.rules.change_check import ChangeCheck
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.run import run
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.derived_results import with_results


@collection_held_back()
def changes_checked(changes: ChangeSet, rules: Names = ()) -> ChangeCheck:
    """Ask the rules about the project before and after. Raises BadOption for a name that means no rule.

    The settings of the workbook decide, before by the old ones and after by the new.
    """
    names = arguments.names(rules, "rules")
    before, after = (
        run(project, asked if names else policy.select(asked), policy)
        for project in (changes.before, with_results(changes.after(), changes.touched))
        for policy in (policy_of(project.settings),)
        for asked in (rules_asked(project, names),)
    )
    silent = {
        count.rule: count for report in (before, after) for count in report.rules if count.is_not_evaluated
    }
    was = {each.id: each for each in before.findings if each.rule not in silent}
    now = {each.id: each for each in after.findings if each.rule not in silent}
    return ChangeCheck(
        tuple(each for key, each in now.items() if key not in was),
        tuple(each for key, each in was.items() if key not in now),
        tuple(each for key, each in now.items() if key in was),
        tuple(silent.values()),
    )
