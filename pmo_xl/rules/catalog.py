"""RULES: the table of contents of the cross-checks. One line per rule: folder.file (file = id_name)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from pmo_xl.rules.manual import ManualPage, read_manual_page

if TYPE_CHECKING:  # a rule's page is shown without what rules need
    from pmo_xl.model.settings import Threshold
    from pmo_xl.rules.rule import Rule

MODULES: tuple[str, ...] = (
    # DAT: can the cells be read at all
    "data.dat001_missing_sheet",
    "data.dat002_duplicate_or_malformed_id",
    "data.dat003_value_not_understood",
    "data.dat004_value_not_in_list",
    "data.dat005_unknown_reference",
    "data.dat006_missing_required_value",
    "data.dat007_formula_overwritten",
    "data.dat008_displayed_total_differs",
    "data.dat009_invisible_characters",
    "data.dat010_hidden_open_rows",
    "data.dat011_future_actual_date",
    "data.dat012_external_id_twice",
    "data.dat013_earlier_schema",
    "data.dat014_own_rule_unreadable",
    # REQ: 要件一覧
    "requirement.req001_requirement_without_source",
    "requirement.req002_chapter_without_requirement",
    "requirement.req003_requirement_without_system",
    "requirement.req004_system_without_requirement",
    "requirement.req005_nonfunctional_category_blank",
    "requirement.req006_agreed_without_record",
    "requirement.req007_changed_after_agreement",
    "requirement.req008_not_verifiable",
    "requirement.req009_dropped_but_in_use",
    "requirement.req010_dropped_without_change",
    "requirement.req011_not_agreed_in_time",
    "requirement.req012_changed_after_distribution",
    # CHG: 仕様変更管理表
    "change.chg001_approved_without_record",
    "change.chg002_done_before_approval",
    "change.chg003_approved_not_reflected",
    "change.chg004_reflected_version_impossible",
    "change.chg005_text_changed_without_change",
    "change.chg006_cost_without_order",
    "change.chg007_delay_without_schedule",
    "change.chg008_reflected_not_announced",
    "change.chg009_impact_not_assessed",
    "change.chg010_rejected_but_applied",
    "change.chg011_change_without_target",
    "change.chg012_reflected_without_record",
    "change.chg013_announced_to_too_few",
    # QST: QA表
    "question.qst001_unanswered_overdue",
    "question.qst002_answered_without_answer",
    "question.qst003_answer_without_change",
    "question.qst004_change_need_not_judged",
    "question.qst005_closed_before_reflection",
    "question.qst006_answer_that_is_no_answer",
    "question.qst007_filled_but_open",
    "question.qst008_no_questions_from_a_system",
    "question.qst009_specification_questions_in_test",
    "question.qst010_unanswered_without_answerer",
    # ISS: 課題管理表
    "issue.iss001_overdue",
    "issue.iss002_owner_unknown_or_gone",
    "issue.iss003_closed_without_record",
    "issue.iss004_postponed_again",
    "issue.iss005_stalled",
    "issue.iss006_not_escalated",
    "issue.iss007_release_issue_without_permanent_fix",
    "issue.iss008_too_many_on_one_person",
    # SPC: 仕様書確認
    "specification.spc001_open_point_without_owner",
    "specification.spc002_open_point_overdue",
    "specification.spc003_resolved_without_basis",
    "specification.spc004_tbd_in_document",
    "specification.spc005_resolved_but_still_tbd",
    "specification.spc006_open_points_at_milestone",
    "specification.spc007_open_point_not_followed",
    # MTG, RSK: 議事録, 会議体, リスク管理表
    "meeting.mtg001_decision_without_change",
    "meeting.mtg002_todo_without_owner",
    "meeting.mtg003_concern_left_alone",
    "meeting.mtg004_meeting_without_minutes",
    "meeting.mtg005_decision_effect_not_judged",
    "risk.rsk001_high_risk_without_plan",
    "risk.rsk002_occurred_without_issue",
    "risk.rsk003_risk_not_reviewed",
    # WBS: マスタスケジュール
    "schedule.wbs001_finish_before_start",
    "schedule.wbs002_child_outside_parent",
    "schedule.wbs003_starts_before_predecessor",
    "schedule.wbs004_broken_dependency",
    "schedule.wbs005_late_start",
    "schedule.wbs006_late_finish",
    "schedule.wbs007_progress_contradicts_dates",
    "schedule.wbs008_milestone_on_holiday",
    "schedule.wbs009_no_logic",
    "schedule.wbs010_leads_and_lags",
    "schedule.wbs011_long_or_loose",
    "schedule.wbs012_missed_baseline",
    "schedule.wbs013_critical_path_broken",
    "schedule.wbs014_stuck_at_ninety",
    "schedule.wbs015_replanned_without_reason",
    "schedule.wbs016_name_not_in_dictionary",
    "schedule.wbs017_no_baseline",
    "schedule.wbs018_local_name_undefined",
    "schedule.wbs019_service_dates_differ",
    "schedule.wbs020_delay_without_cause",
    # RFP: RFP照合表
    "rfp.rfp001_requirement_not_in_rfp",
    "rfp.rfp002_rfp_row_without_requirement",
    "rfp.rfp003_changed_after_issue",
    "rfp.rfp004_answer_not_settled",
    "rfp.rfp005_rfp_incomplete",
    "rfp.rfp006_rfp_not_in_schedule",
    "rfp.rfp007_rfp_text_differs",
    "rfp.rfp008_rfp_statement_unlisted",
    # EST: 見積一覧, 対応案比較
    "estimate.est001_system_without_estimate",
    "estimate.est002_estimate_expired",
    "estimate.est003_breakdown_differs",
    "estimate.est004_tax_basis_mixed",
    "estimate.est005_over_budget_without_options",
    "estimate.est006_decision_not_recorded",
    "estimate.est007_estimate_request_unanswered",
    # SEQ: シーケンス
    "sequence.seq001_sequence_not_confirmed",
    # IFC: IF一覧
    "interface.ifc001_both_ends",
    "interface.ifc002_wishes_differ",
    "interface.ifc003_test_before_ready",
    "interface.ifc004_design_overdue",
    "interface.ifc005_interface_without_test",
    "interface.ifc006_interface_without_sequence",
    "interface.ifc007_changed_without_partner",
    "interface.ifc008_reported_by_one_side",
    "interface.ifc009_partner_test_outside_plan",
    # TST: 試験管理
    "verification.tst001_requirement_without_test",
    "verification.tst002_retest_needed",
    "verification.tst003_passed_without_evidence",
    "verification.tst004_failure_left",
    # QLT: 品質
    "quality.qlt001_density_out_of_range",
    "quality.qlt002_defects_not_converging",
    "quality.qlt003_reopened_often",
    # REL: リリース計画
    "release.rel001_order_violated",
    "release.rel002_no_decision_point",
    "release.rel003_cannot_turn_back_in_time",
    "release.rel004_no_way_back",
    "release.rel005_no_contingency",
    "release.rel006_one_person_two_steps",
    "release.rel007_released_untested",
    # BUD: 予算枠, 予算管理表
    "budget.bud001_budget_exceeded",
    "budget.bud002_budget_nearly_used",
    "budget.bud003_order_above_estimate",
    "budget.bud004_order_before_estimate_or_approval",
    "budget.bud005_work_before_order",
    "budget.bud006_months_out_of_order",
    "budget.bud007_fiscal_year_differs",
    "budget.bud008_shares_do_not_add_up",
    "budget.bud009_additional_order_without_change",
    "budget.bud010_ordered_without_number",
    # ACC: 検収支払
    "acceptance.acc001_acceptance_overdue",
    "acceptance.acc002_payment_overdue",
    "acceptance.acc003_three_way_mismatch",
    "acceptance.acc004_double_invoice",
    "acceptance.acc005_accepted_without_proof",
    "acceptance.acc006_toritekihou_not_judged",
    "acceptance.acc007_toritekihou_cannot_be_judged",
    "acceptance.acc008_sixty_days_exceeded",
    "acceptance.acc009_counted_from_acceptance",
    "acceptance.acc010_deferred_over_the_limit",
    "acceptance.acc011_paid_late",
    "acceptance.acc012_promissory_note",
    "acceptance.acc013_fee_borne_by_vendor",
    "acceptance.acc014_registration_number_malformed",
    "acceptance.acc015_registration_number_missing",
    "acceptance.acc016_tax_rounding",
    "acceptance.acc017_electronic_record_incomplete",
    "acceptance.acc018_year_end_accrual",
    "acceptance.acc019_accepted_before_received",
    "acceptance.acc020_order_never_delivered",
    # ORG: 体制表
    "organisation.org001_role_vacant",
    "organisation.org002_leaving_with_open_work",
    "organisation.org003_two_approvers",
    "organisation.org004_no_reporting_line",
    "organisation.org005_leaver_without_successor",
    # RES: 要員計画
    "load.res001_overloaded",
    # HND: 配布記録
    "hand_out.hnd001_hand_out_unanswered",
    # DOC: 成果物一覧
    "document.doc001_two_newest",
    "document.doc002_older_than_its_change",
    "document.doc003_file_missing",
    # KCK, CHK, KNW, KPI, CLS, EVM, RAG: the project as a whole
    "kick_off.kck001_kick_off_not_ready",
    "checklist.chk001_gate_not_passed",
    "lessons.knw001_problem_without_lesson",
    "lessons.knw002_lessons_not_read",
    "kpi.kpi001_measure_not_computable",
    "kpi.kpi002_measure_worsened",
    "closing.cls001_closed_with_work_left",
    "progress.evm001_impossible_values",
    "progress.evm002_performance_low",
    "reporting.rag001_green_outside_red_inside",
    # HIS: what earlier runs recorded
    "history.his001_history_rewritten",
)
PAPER_MODULES: tuple[str, ...] = (
    # PRE: what goes to the customer (precheck). Never asked by check, and not among the rules of the ledger.
    "precheck.pre001_leftover_word",
    "precheck.pre002_placeholder_mark",
    "precheck.pre003_marked_for_later",
    "precheck.pre004_comment_left",
    "precheck.pre005_change_tracked",
    "precheck.pre006_hidden_part",
    "precheck.pre007_personal_property",
    "precheck.pre008_outside_link",
    "precheck.pre009_active_content",
    "precheck.pre010_other_customer",
    "precheck.pre011_personal_data",
    "precheck.pre012_secret",
    "precheck.pre013_weekday_mismatch",
    "precheck.pre014_impossible_date",
    "precheck.pre015_year_slip",
    "precheck.pre016_unknown_id",
    "precheck.pre017_version_contradiction",
    "precheck.pre018_history_order",
    "precheck.pre019_cover_incomplete",
    "precheck.pre020_page_number_missing",
    "precheck.pre021_broken_reference",
    "precheck.pre022_contents_outdated",
    "precheck.pre023_numbering_broken",
    "precheck.pre024_empty_section",
    "precheck.pre025_total_differs",
    "precheck.pre026_tax_mark_missing",
    "precheck.pre027_notation_varies",
    "precheck.pre028_odd_character",
    "precheck.pre029_typing_slip",
    "precheck.pre030_opening_state",
    "precheck.pre031_print_setup",
    "precheck.pre032_font_outside_list",
    "precheck.pre033_file_name",
    "precheck.pre034_set_differs",
    "precheck.pre035_unreadable_or_locked",
)


@cache
def load(module: str) -> Rule:
    """The rule that `folder.id_name` declares."""
    from pmo_xl.rules.rule import Rule

    name = module.rpartition(".")[2].partition("_")[2]
    found = getattr(import_module(f"pmo_xl.rules.{module}"), name)
    assert isinstance(found, Rule), module  # noqa: S101 - a wrong line in MODULES is a fault of ours
    return found


def all_rules() -> tuple[Rule, ...]:
    """Every rule of the catalogue, in its order."""
    return tuple(load(module) for module in MODULES)


def paper_rules() -> tuple[Rule, ...]:
    """Every rule of precheck that is built, in its order."""
    return tuple(load(module) for module in PAPER_MODULES)


def rule_ids() -> tuple[str, ...]:
    """The IDs of the catalogue, without loading the rules."""
    return tuple(_ids(MODULES))


def _ids(modules: Iterable[str]) -> Iterator[str]:
    return (line.rpartition(".")[2].partition("_")[0].upper() for line in modules)


@cache
def catalogued() -> frozenset[str]:
    """The IDs of the catalogue and of precheck, whose pages `load` gives."""
    return frozenset((*rule_ids(), *_ids(PAPER_MODULES)))


def thresholds() -> tuple[tuple[Rule, Threshold], ...]:
    """Every threshold of the catalogue with the rule that declares it."""
    return tuple((rule, threshold) for rule in all_rules() for threshold in rule.thresholds)


def manual_page(module: str) -> ManualPage:
    """The manual page of a line of the catalogue, from its source where that is there."""
    return read_manual_page(module) or load(module).manual_page


def module_of(rule_id: str) -> str | None:
    """The line of the catalogue that declares a rule, so that one page needs only one file."""
    start = f"{rule_id.lower()}_"
    return next(
        (line for line in (*MODULES, *PAPER_MODULES) if line.rpartition(".")[2].startswith(start)), None
    )


def manual_of(rule_id: str, given: ManualPage | None = None) -> ManualPage | None:
    """The page of a rule: the one given (社内規則), else that of the catalogue; None for an ID that means none."""
    module = module_of(rule_id)
    return given or (load(module).manual_page if module else None)


def matching(names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules whose ID is, or begins with, one of `names` (QST, QST003). None given: all of them."""
    return _beginning_with(tuple(name.upper() for name in names) or ("",))


@cache
def _beginning_with(wanted: tuple[str, ...]) -> tuple[Rule, ...]:
    named = zip(rule_ids(), MODULES, strict=True)
    return tuple(load(module) for rule_id, module in named if rule_id.startswith(wanted))
