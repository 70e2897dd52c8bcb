"""The parts of a workbook file by name: read, replaced or removed in memory; the rest stays raw bytes."""

from __future__ import annotations

import struct
import zipfile
from itertools import count

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.zip_records import Archive, Entry, new_entry, read_archive
from pmo_xl.workbook.file.container import Container
from pmo_xl.workbook.file.safe_xml import BrokenPart

_SAVE_AGAIN = "Excelで開いて保存し直してください。"


def part_key(name: str) -> str:
    """A part name for comparing: parts are found whatever their case, slashes or leading slash."""
    return name.replace("\\", "/").lstrip("/").lower()


class Parts:
    """A workbook file in memory. `replace`, `add` and `remove` are remembered; `to_bytes` makes the new file."""

    def __init__(self, file_name: str, data: bytes) -> None:
        """Open the bytes (decrypted, if they had to be). UnreadableWorkbook or RefusedEdit for odd archives."""
        self.container = Container(file_name, data)
        try:
            self._archive = read_archive(data)
        except (zipfile.BadZipFile, struct.error) as error:
            raise RefusedEdit(f"{file_name} のZIPの構造が特殊なため書き換えません。{_SAVE_AGAIN}") from error
        self._entries = {part_key(entry.info.filename): entry for entry in self._archive.entries}
        self._replaced: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._added: list[str] = []
        if any(entry.is_encrypted for entry in self._archive.entries):
            raise RefusedEdit(f"{file_name} にZIPの暗号が掛かった部品があるため書き換えません。{_SAVE_AGAIN}")

    @property
    def file_name(self) -> str:
        """The file's name, for sentences."""
        return self.container.file_name

    @property
    def names(self) -> list[str]:
        """The parts that stand, by the names they have in the file."""
        return [entry.info.filename for key, entry in self._entries.items() if key not in self._removed]

    @property
    def changed(self) -> list[str]:
        """The parts that were replaced."""
        kept = [key for key in self._replaced if key not in self._removed and key not in self._added]
        return [self._entries[key].info.filename for key in kept]

    @property
    def added(self) -> list[str]:
        """The parts that the file did not have, in the order they came."""
        return [self._entries[key].info.filename for key in self._added]

    @property
    def removed(self) -> list[str]:
        """The parts that were removed."""
        return [self._entries[key].info.filename for key in sorted(self._removed)]

    def __contains__(self, name: str) -> bool:
        key = part_key(name)
        return key in self._entries and key not in self._removed

    def read(self, name: str) -> bytes:
        """The content of a part as it stands now."""
        key = part_key(name)
        return self._replaced[key] if key in self._replaced else self.original(name)

    def original(self, name: str) -> bytes:
        """The content of a part as the file had it. RefusedEdit where it is damaged or missing."""
        found = self.container.find(part_key(name))
        try:
            if found is None:
                raise BrokenPart
            return self.container.part(found)
        except BrokenPart as error:
            raise RefusedEdit(f"{self.file_name} の部品「{name}」が{error.message}。") from error

    def entry(self, name: str) -> Entry:
        """The part's raw bytes as the file had them."""
        return self._entries[part_key(name)]

    def replace(self, name: str, content: bytes) -> None:
        """Give a part other content."""
        self._replaced[part_key(name)] = content

    def add(self, name: str, content: bytes) -> None:
        """Put a part behind the others. The name must be free."""
        key = part_key(name)
        if key in self._entries:
            raise RefusedEdit(
                f"{self.file_name} には部品「{name}」がもうあるため書き換えません。{_SAVE_AGAIN}"
            )
        place = 1 + max(entry.info.header_offset for entry in self._entries.values())
        self._entries[key] = new_entry(name, content, place)
        self._replaced[key] = content
        self._added.append(key)

    def free_name(self, pattern: str) -> str:
        """The first name that no part has: "xl/worksheets/sheet{}.xml" with the lowest number from 1."""
        return next(
            name for number in count(1) if part_key(name := pattern.format(number)) not in self._entries
        )

    def remove(self, name: str) -> None:
        """Leave a part out of the new file."""
        self._removed.add(part_key(name))

    def to_bytes(self) -> bytes:
        """The new file: replaced parts packed anew, all others as their raw bytes."""
        entries = [
            entry.with_content(self._replaced[key]) if key in self._replaced else entry
            for key, entry in self._entries.items()
            if key not in self._removed
        ]
        return Archive(tuple(entries), self._archive.comment).to_bytes()
