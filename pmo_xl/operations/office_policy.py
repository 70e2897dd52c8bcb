"""--policy: an office's settings, which win over those of each workbook; and what office files say for nothing.

A TOML file of 設定 keys (規則群, 規則.<ID>, 閾値.<名> …), or a workbook with a 設定 sheet, of which the same keys count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import reason
from pmo_xl.disk.toml_file import BadToml, parse_toml
from pmo_xl.documents.office_settings import fault_of, is_office_key, settings_of_office
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.workbook.file.container import MAX_FILE_BYTES
from pmo_xl.workbook.office_file import flat_texts, nearest_office_file, office_file


@dataclass(frozen=True)
class OfficePolicy:
    """The settings of an office by their keys, and the file they stand in."""

    values: Mapping[str, str]
    path: Path
    sha256: str

    def over(self, project: Project) -> Project:
        """The project with these settings laid over its own."""
        own = project.records.get(Setting, ())
        laid = tuple(Setting(key=key, value=value) for key, value in self.values.items())
        kept = tuple(row for row in own if getattr(row, "key", None) not in self.values)
        rows: tuple[Record, ...] = (*laid, *kept)
        records: dict[type[Record], tuple[Record, ...]] = {**project.records, Setting: rows}
        others = {key: value for key, value in project.laid.items() if key not in self.values}
        return replace(project, records=records, laid=others, _shared={}, _sets={})

    @property
    def question(self) -> str:
        """What a kept result depends on: other settings are another question."""
        return f"{self.sha256} {sorted(self.values.items())}"

    def describe(self) -> str:
        """One line for a log: the file, its hash and every setting."""
        settings = "、".join(f"{key} = {value}" for key, value in self.values.items()) or "(なし)"
        return f"{self.path.name}(SHA-256 {self.sha256}): {settings}"


def read_policy(path: Path) -> OfficePolicy:
    """The office's settings of a file. Raises BadOption with one Japanese sentence."""
    try:
        content = read_given(path, MAX_FILE_BYTES)
    except OSError as error:
        raise BadOption(
            f"--policy のファイル {path} を読めません({reason(error)})。名前と場所を確かめてください。"
        ) from error
    is_workbook = path.suffix.lower() in (".xlsx", ".xlsm")
    values = dict(_of_workbook(path) if is_workbook else _of_toml(path, content))
    return OfficePolicy(values, path, sha256(content).hexdigest())


def _of_workbook(path: Path) -> Iterator[tuple[str, str]]:
    from pmo_xl.operations.book import open_workbook

    try:
        rows: Iterable[Setting] = open_workbook(path).of(Setting)
    except PmoXlError as error:
        raise BadOption(f"--policy のファイル {error.message}") from error
    for row in rows:
        if row.key and row.value and is_office_key(row.key):
            yield row.key, _checked(path, row.key, row.value)


def _of_toml(path: Path, content: bytes) -> Iterator[tuple[str, str]]:
    try:
        table = parse_toml(content)
    except BadToml as error:
        raise BadOption(
            f'--policy のファイル {path.name} を読めません({error})。"規則群" = "標準" のように、'
            "項目名を引用符で囲んで書いてください。"
        ) from error
    for key, value in flat_texts(table):
        yield key, _checked(path, key, value)


def _checked(path: Path, key: str, value: str) -> str:
    fault = fault_of(key, value)
    if fault:
        raise BadOption(f"--policy のファイル {path.name} の「{key}」{fault}")
    return value


def office_remarks(books: Iterable[Path], config: Path | None = None) -> tuple[str, ...]:
    """What stands in the office files of these workbooks and is not used: a sentence each, however many they serve.

    config: the one that counts for all. One that makes no sense says nothing here: each workbook that it is for says so.
    """
    folders = dict.fromkeys(book.parent for book in books)
    counting = dict.fromkeys(config or nearest_office_file(folder / "book") for folder in folders)
    files = [path for path in counting if path]
    return tuple(
        f"{path.parent}: {told}" if len(files) > 1 else told for path in files for told in _unused(path)
    )


def _unused(path: Path) -> Iterator[str]:
    with suppress(BadOption):
        office = office_file(path, path)
        yield from (*office.remarks, *settings_of_office(office)[1])
