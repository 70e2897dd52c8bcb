"""RecordSet: all records of one kind, in the order of the workbook, found by ID and by what they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pmo_xl.errors import BadOption, NoSuchRow
from pmo_xl.model.given import shown
from pmo_xl.model.own_columns import OwnCells, own_headings, own_labels
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.model.unread_reads import Noted, keeping, note, noted

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=Record)


class RecordSet(Generic[R]):
    """The rows of one sheet: iterate, count, take by ID (`issues["ISS-012"]`), or as a DataFrame."""

    def __init__(self, record_class: type[R], records: Iterable[R] = ()) -> None:
        """Hold the records as they are given."""
        self.record_class = record_class
        self._records = tuple(records)
        self._naming: dict[str, Mapping[object, tuple[R, ...]]] = {}
        self._noted: dict[str, Noted[Mapping[object, tuple[R, ...]]]] = {}
        self._places: dict[str, dict[object, list[int]]] = {}

    def __iter__(self) -> Iterator[R]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RecordSet):
            return NotImplemented
        return self.record_class is other.record_class and self._records == other._records

    def __hash__(self) -> int:
        return hash((self.record_class, len(self)))

    def __repr__(self) -> str:
        return f"<{self.record_class.sheet.label}: {len(self)} rows>"

    def __getitem__(self, row_id: str) -> R:
        """The row with this ID (compared after NFKC, blanks and case). NoSuchRow (a KeyError) when there is none."""
        found = self.get(row_id)
        if found is None:
            raise NoSuchRow(f"{self.record_class.sheet.label}に{shown(row_id)}という行はありません。")
        return found

    def __contains__(self, row_id: object) -> bool:
        return isinstance(row_id, str) and bool(row_id) and self.get(row_id) is not None

    def get(self, row_id: str | None) -> R | None:
        """The row with this ID, or None."""
        if not (isinstance(row_id, str) and row_id):
            return None
        found = self.by_id.get(id_key(row_id))
        if found is None and self.unread_places:
            self._note("id")
        return found

    def of_key(self, key: str | None) -> R | None:
        """As `get`, of an ID that is normalised already, as the reader normalises those that rows name."""
        found = self.by_id.get(key or "")
        if found is None and key and self.unread_places:
            self._note("id")
        return found

    @cached_property
    def by_id(self) -> Mapping[str, R]:
        """The rows by normalised ID; of two rows with one ID, the first."""
        return noted(self._by_id)[0]  # which row an ID means is not doubted for another that cannot be read

    def _by_id(self) -> Mapping[str, R]:
        found: dict[str, R] = {}
        for record in self._records:
            key = getattr(record, "id", None)
            if key:
                found.setdefault(key, record)
        return found

    def naming(self, field: str, value: object) -> tuple[R, ...]:
        """The rows whose `field` holds (or, for a list of IDs, contains) this value."""
        try:
            return self._naming[field].get(value, ())
        except (KeyError, TypeError):  # not indexed yet, or what cannot be looked up
            return self._named(field, value)

    def _named(self, field: str, value: object) -> tuple[R, ...]:
        """As `naming`, where a field is asked for the first time, or something odd is."""
        kept = self._noted.get(field) if isinstance(field, str) else None
        found = self._naming.get(field) if isinstance(field, str) else None
        if found is None:
            found = kept.told() if kept else self._indexed(field)
        try:
            return found.get(value, ())
        except TypeError:  # what cannot be looked up is named by no row
            return ()

    def _indexed(self, field: str) -> Mapping[object, tuple[R, ...]]:
        """The index of a field, made and kept; apart where an unread cell stands in the field, to tell so at each use."""
        found, kept = keeping(lambda: self._index(field))
        if isinstance(kept, Noted):
            self._noted[field] = kept
        else:
            self._naming[field] = kept
        return found

    def column(self, field: str) -> list[Any]:
        """What each row holds in `field`, in the order of the rows."""
        return list(map(attrgetter(field), self._records))

    def row_at(self, place: int) -> R:
        """The row at a place, counted from 0."""
        return self._records[place]

    def places_of(self, field: str, values: Collection[object]) -> list[int]:
        """The places of the rows that hold one of these values in `field`, in order."""
        if field not in self._places:
            found = self._places[field] = defaultdict(list)
            for place, value in enumerate(self.column(field)):
                found[value].append(place)
        else:
            self._note(field)
        lists = [self._places[field].get(value, []) for value in values]
        return lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))

    @cached_property
    def unread_rows(self) -> Mapping[str, Sequence[R]]:
        """By field, the rows whose cell could not be read."""
        found: defaultdict[str, list[R]] = defaultdict(list)
        for row in map(self.row_at, self.unread_places):
            for field in row.unread:
                found[field].append(row)
        return dict(found)

    def _note(self, field: str) -> None:
        """Somebody has used what the cells of a field say."""
        for row in self.unread_rows.get(field, ())[:2]:
            note(row, field)

    @cached_property
    def unread_places(self) -> Sequence[int]:
        """The places of the rows with a cell that could not be read."""
        return [at for at, row in enumerate(self._records) if row.place is not None and row.place.unread]

    def _index(self, field: str) -> Mapping[object, tuple[R, ...]]:
        if not isinstance(field, str) or field not in self.record_class.columns:
            raise BadOption(f"{self.record_class.sheet.label}に{shown(field)}という項目はありません。")
        found: defaultdict[object, list[R]] = defaultdict(list)
        for record, value in zip(self._records, self.column(field), strict=True):
            if value.__class__ is not tuple:
                found[value].append(record)
            elif len(value) == 1:
                found[value[0]].append(record)
            else:
                for key in dict.fromkeys(value):
                    found[key].append(record)
        found.pop(None, None)
        found.pop("", None)
        return {key: tuple(records) for key, records in found.items()}

    def to_frame(self, *, own: bool = True) -> pd.DataFrame:
        """A pandas DataFrame: a row per record, headed by the sheet's own labels; lists joined by 、.

        Behind them stand the staff's own columns, 「優先度(独自)」 where the label is ours already; own: whether they do.
        """
        import pandas as pd

        columns = self.record_class.columns
        labels = [column.label for column in columns.values()]
        headings = self._own_headings() if own else []
        rows = (
            [*(_plain(getattr(record, name)) for name in columns), *map(record.extra.get, headings)]
            for record in self._records
        )
        return pd.DataFrame(list(rows), columns=[*labels, *own_labels(headings, labels).values()])

    def _own_headings(self) -> list[str]:
        tables: dict[int, OwnCells] = {}
        for record in self._records:
            if record.place and record.place.table.own:
                tables[id(record.place.table)] = record.place.table.own
        read = own_headings(tables.values())
        return list(dict.fromkeys([*read, *(name for row in self._records for name in row.given_extra)]))


def _plain(value: object) -> object:
    return "、".join(value) if isinstance(value, tuple) else value
