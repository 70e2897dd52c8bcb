"""JSON text as every command writes it: what json.dumps with one blank per level gives, hidden characters by number."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.documents.json_pieces import json_text, with_list
from pmo_xl.visible import visible_json

_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    _LEAF,
    lambda inner: (
        st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers() | st.booleans(), inner)
    ),
)


@given(VALUES)
def test_the_text_is_that_of_the_standard_library(value: Any) -> None:
    assert json_text(value) == visible_json(json.dumps(value, ensure_ascii=False, indent=1))


@given(st.dictionaries(st.text(), st.lists(VALUES, max_size=4), min_size=1, max_size=4))
def test_lists_that_come_one_by_one_give_the_same_text(lists: dict[str, list[Any]]) -> None:
    whole, streamed = (
        "".join(with_list(frame, "rows", [])) for frame in (lists, {k: iter(v) for k, v in lists.items()})
    )
    assert streamed == whole
