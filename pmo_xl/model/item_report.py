"""ItemReport: the one shape of what the verbs of a Book give: items, what could not be placed, counts, a table.

`repr` is one short line; a notebook shows the table. The columns are those of the
report's list, which CSV and Excel have too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from pmo_xl.model.display import day
from pmo_xl.model.list_column import ListColumn

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 60


class ItemReport:
    """What a report of items has in common. A subclass gives `items`, and says what its counts are."""

    columns: ClassVar[Sequence[ListColumn]] = ()
    """The columns of its list."""

    @property
    def counts(self) -> Mapping[str, int]:
        """The headline figures by their Japanese words."""
        return {"件数": len(self._items())}

    def to_frame(self) -> pd.DataFrame:
        """A pandas DataFrame: one row per item, headed in Japanese."""
        import pandas as pd

        return pd.DataFrame(list(self._rows()), columns=[column.label for column in self.columns])

    def __hash__(self) -> int:
        return hash((type(self), getattr(self, "as_of", None), len(self._items())))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._headline()}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, and the items as a table (the first of very many)."""
        rows = list(self._rows())
        head = "".join(f"<th>{escape(column.label)}</th>" for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_shown(value))}</td>' for value in row)}</tr>"
            for row in rows[:_MOST_ROWS]
        )
        more = f"<p>ほか {len(rows) - _MOST_ROWS} 行</p>" if len(rows) > _MOST_ROWS else ""
        return f"<p>{escape(self._headline())}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _headline(self) -> str:
        as_of = getattr(self, "as_of", None)
        counts = "、".join(f"{word} {number}" for word, number in self.counts.items())
        return f"基準日 {day(as_of)}、{counts}" if as_of else counts

    def _items(self) -> Sequence[Any]:
        return tuple(getattr(self, "items", ()))

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for item in self._items():
            yield tuple(_plain(column.value(item)) for column in self.columns)


def _plain(value: object) -> object:
    """What a table cell holds: a word of ours as its Japanese, anything else as it is."""
    return getattr(value, "label", value)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
