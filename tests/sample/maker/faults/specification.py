"""Faults of 仕様書確認."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmo_xl.model.spec_review import SpecReview
from tests.sample.maker.faults.field import Field, Plant

_IN_TIME = date(2026, 1, 20)  # before the 要件定義 milestone


def _open_point(field: Field, **values: object) -> SpecReview:
    """A point raised in the last days, long after 要件定義, and still open."""
    like = field.all(SpecReview)[0]
    plain: dict[str, object] = {
        "status": "未決",
        "resolution": None,
        "resolved_by": (),
        "resolved_on": None,
        "raised_on": field.ago(3),
        "due_on": field.story.day(field.as_of, 4),
    }
    return field.add(like.model_copy(update=plain | values))


def _without_owner(field: Field) -> None:
    field.broken("SPC001", _open_point(field, owner=None), "owner", "未決なのに担当が空欄")


def _without_due_date(field: Field) -> None:
    field.broken("SPC001", _open_point(field, due_on=None), "due_on", "未決なのに期限が空欄")


def _late(field: Field) -> None:
    point = _open_point(field, due_on=field.ago(2))
    field.broken("SPC002", point, "due_on", "期限を2稼働日過ぎて未決")


def _settled_without_basis(field: Field) -> None:
    point = field.put(field.pick(SpecReview, lambda row: row.status == "解消"), resolved_by=())
    field.broken("SPC003", point, "resolved_by", "解消したのに根拠が空欄")


def _left_at_milestone(field: Field) -> None:
    point = _open_point(field, raised_on=_IN_TIME, followed_up_on=field.ago(2))
    field.broken("SPC006", point, "status", "要件定義が終わったのに、その前に起票した箇所が未決")


def _not_followed(field: Field) -> None:
    point = _open_point(field, raised_on=field.ago(15))
    field.broken("SPC007", point, "followed_up_on", "15稼働日前に起票したまま担当に確かめていない")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "SPC001": (_without_owner, _without_due_date),
    "SPC002": (_late,),
    "SPC003": (_settled_without_basis,),
    "SPC006": (_left_at_milestone,),
    "SPC007": (_not_followed,),
}
