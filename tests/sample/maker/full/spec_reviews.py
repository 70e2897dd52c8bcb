"""仕様書確認 of the sample: what the review of サービス仕様書 found, and how each point was settled."""

from __future__ import annotations

from datetime import date

from pmo_xl.model.spec_review import SpecReview
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

_FIRST, _LAST, _DUE = date(2025, 11, 17), date(2026, 1, 16), date(2026, 1, 23)


def spec_reviews(story: Story, organisation: Organisation, links: Links) -> tuple[SpecReview, ...]:
    """The points in the order of the document; those whose question this story lacks are left out."""
    rows = [
        row for row in bank("spec_reviews") if not row["basis"].startswith("QA:") or links.id(row["basis"])
    ]
    return tuple(_review(n, row, story, organisation, links) for n, row in enumerate(rows, 1))


def _review(n: int, row: Row, story: Story, organisation: Organisation, links: Links) -> SpecReview:
    is_settled = bool(row["resolution"])
    return SpecReview(
        id=f"SPC-{n:03}",
        document=links.id("文書:サービス仕様書"),
        version="1.0",
        system=organisation.system_names[row["system"]],
        location=row["location"],
        kind=row["kind"],
        quote=row["quote"],
        point=row["point"],
        owner=organisation.at("主", row["system"]),
        due_on=_DUE,
        status="解消" if is_settled else "対象外",
        resolution=row["resolution"] or "はがき案内は取りやめたため対象外とする。",
        resolved_by=links.ids(row["basis"]) or (("QA-001",) if is_settled else ()),
        resolved_on=story.within(story.rng(f"review {n}"), _FIRST, _LAST) if is_settled else None,
    )
