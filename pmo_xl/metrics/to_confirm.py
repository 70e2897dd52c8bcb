"""Whether a row of チェックリスト is still to be confirmed: its 結果 is blank, 否, or a word that says neither 済 nor 対象外."""

from __future__ import annotations

from typing import Final

from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.vocabulary import STATES, StateClass

_RESULTS: Final = STATES["チェックリスト.結果"]


def is_to_confirm(item: ChecklistItem) -> bool:
    """Whether nobody has confirmed it yet; a word of the office's own counts as its 意味 does, else as 否."""
    return not is_left_out(item) and _RESULTS.get(item.result or "") is not StateClass.DONE


def is_left_out(item: ChecklistItem) -> bool:
    """Whether 結果 says that it is not confirmed in this project (対象外)."""
    return _RESULTS.get(item.result or "") is StateClass.CANCELLED
