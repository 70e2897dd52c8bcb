"""Where the bases lie: beside the history, a file for each source, under the book's password like the runs."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.durable import write_durably
from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.leftovers import clear, temporary_file
from pmo_xl.disk.reasons import is_missing, reason
from pmo_xl.errors import UnwritableOutput
from pmo_xl.exchange.normal import OWN
from pmo_xl.exchange.row import Row, Where, held
from pmo_xl.history import FolderHistory, UnreadableRun
from pmo_xl.history.folder import key_of
from pmo_xl.history.run_json import locked_bytes, unlocked_bytes
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS

_SCHEMA: Final = 1
_FOLDER: Final = "exchange"
_LARGEST: Final = 512 << 20
_DAMAGED: Final = "壊れているか、途中で切れています"


@dataclass(frozen=True)
class KnownRow:
    """One row as it was last seen. values: by field. before: what stood in the book's cells before they were written.

    row_id: its number in the book. more: what else it is known by.
    """

    sheet: type[Record]
    key: str
    row_id: str | None
    values: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    more: tuple[str, ...] = ()

    def as_row(self) -> Row:
        """The row as one side of a comparison."""
        where = Where("前回")
        return Row(self.sheet, self.values, where, self.key, self.row_id, more=self.more, before=self.before)


@dataclass(frozen=True)
class BaseStore:
    """The bases of one book. password: of an encrypted book; no clear copy is left."""

    folder: Path
    password: str | None = field(default=None, repr=False)

    @classmethod
    def beside(cls, history: FolderHistory) -> BaseStore:
        """The store beside the runs of a book."""
        place = history.folder
        root = place.parent if place.name == "history" else place
        return cls(root / _FOLDER / key_of(history.names[0]), history.password)

    def path(self, source: str) -> Path:
        """The file of one source or hand-out."""
        return self.folder / f"{source}.json.gz{'.locked' if self.password else ''}"

    def names(self) -> tuple[str, ...]:
        """The sources that there is a base of."""
        try:
            return tuple(sorted(each.name.split(".json.gz")[0] for each in self.folder.iterdir()))
        except OSError:
            return ()

    def load(self, source: str) -> dict[str, KnownRow] | None:
        """What the source said last, by key; None where nothing is known. UnreadableRun for a file that is damaged."""
        path = self.path(source)
        try:
            data = read_given(path, _LARGEST)
        except OSError as error:
            if is_missing(error):
                return None
            raise UnreadableRun(f"取り込みの控え {path.name} を開けません({reason(error)})。") from error
        try:
            packed = unlocked_bytes(data, self.password) if self.password else data
            with gzip.open(io.BytesIO(packed)) as stream:
                content = json.loads(stream.read(_LARGEST))
            return dict(_known_rows(content["rows"]))
        except UnreadableRun as error:
            raise UnreadableRun(f"取り込みの控え {path.name} は{error.message}。") from error
        except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
            raise UnreadableRun(f"取り込みの控え {path.name} は{_DAMAGED}。") from error

    def keep(self, source: str, rows: Iterable[KnownRow]) -> None:
        """Keep what the source said. UnwritableOutput when it cannot be written."""
        content = {"schema": _SCHEMA, "source": source, "rows": [_as_json(row) for row in rows]}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        packed = gzip.compress(text.encode("utf-8", "backslashreplace"), mtime=0)
        data = locked_bytes(packed, self.password) if self.password else packed
        path = self.path(source)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            clear(path.parent)
            with temporary_file(path.parent, path) as temporary:
                write_durably(temporary, data)
                temporary.replace(path)
        except OSError as error:
            raise UnwritableOutput(
                f"取り込みの控えを {path.parent} に書けません({reason(error)})。台帳には書き込みました。"
                "次の取り込みでは、同じ値はそのまま、違う値は衝突として並びます。"
            ) from error


def plain(value: object) -> Any:  # noqa: ANN401 - plain JSON
    """A value of a field as JSON holds it."""
    match value:
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case tuple():
            return list(value)
    return value


def _as_json(row: KnownRow) -> dict[str, Any]:
    return {
        "sheet": row.sheet.sheet.label,
        "key": row.key,
        "id": row.row_id,
        "values": {name: plain(value) for name, value in row.values.items()},
        "before": {name: plain(value) for name, value in row.before.items()},
        "more": list(row.more),
    }


def _known_rows(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, KnownRow]]:
    sheets = {sheet.sheet.label: sheet for sheet in SHEETS}
    for row in rows:
        sheet = sheets.get(row["sheet"])
        if sheet is None:
            continue
        values, before = (
            {
                name: held(sheet, name, value)
                for name, value in row[part].items()
                if name in sheet.columns or name.startswith(OWN)
            }
            for part in ("values", "before")
        )
        key = str(row["key"])
        yield key, KnownRow(sheet, key, row["id"], values, before, tuple(row["more"]))
