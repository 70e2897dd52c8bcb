"""FactCache: what a workbook came to, kept in a folder, so that an unchanged workbook costs nothing the next time.

An entry is used only when nothing that its content depends on has changed: the workbook's bytes, its recorded runs, the
office file and the layout file that count for it, the question (month, days, the office's settings), this program and the libraries that read for it. And only when it
is ours: every entry is sealed with a secret of this user on this PC, so that one which is damaged, cut off, renamed,
copied from elsewhere or written by anybody else is worked out anew. The folder can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import pickle
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from pmo_xl.disk.leftovers import temporary_file
from pmo_xl.disk.reasons import reason
from pmo_xl.disk.system_calls import rename_to_free_name
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.history import FolderHistory
from pmo_xl.operations.earlier_runs import history_folder
from pmo_xl.operations.opened_book import files_read_unasked
from pmo_xl.plugins import every_plugin
from pmo_xl.this_pc.own_folder import own_folder
from pmo_xl.version import __version__
from pmo_xl.workbook.file.container import read_file
from pmo_xl.workbook.file.file_kind import is_ole

_MAGIC = b"pmo_xl facts 1\n"
_SEAL, _SECRET = 32, 32
_READERS = ("python-calamine", "lxml", "pydantic", "jpholiday")
"""Libraries whose version decides what is read, or which days are holidays."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What was kept of a workbook. sha256: of its bytes. names: what its recorded runs go by; runs: which there were."""

    content: object
    sha256: str
    names: tuple[str, ...]
    runs: str


@dataclass(frozen=True, slots=True)
class FactCache:
    """The entries of one question in a folder. question: all that an answer depends on beside the workbook, as text.

    topic: what an entry takes the place of: there is one for each workbook and topic, so that the folder does not grow
    with the days. config: the office file that counts, where the nearest does not. history: likewise the folder of
    recorded runs.
    """

    folder: Path
    topic: str
    question: str
    config: Path | None = None
    history: Path | None = None

    def find(self, path: Path) -> object | None:
        """What was kept of this workbook as it is now; None where there is nothing that can be relied on."""
        sha256 = _fingerprint(path)
        fact = self.find_other(str(path), f"{sha256}\n{surroundings(path, self.config)}") if sha256 else None
        if not isinstance(fact, Fact) or fact.sha256 != sha256:
            return None
        now = _runs(FolderHistory(self.history or history_folder(path, self.config), fact.names))
        return fact.content if fact.runs == now else None

    def keep(
        self, path: Path, sha256: str, around: str, history: FolderHistory | None, content: object
    ) -> None:
        """Keep what the workbook came to as it was read. Silent where it cannot be kept: the result is there.

        around: its surroundings before it was read.
        """
        if history is not None and history.password is None:  # nothing of an encrypted workbook lies about
            fact = Fact(content, sha256, history.names, _runs(history))
            self.keep_other(str(path), f"{sha256}\n{around}", fact)

    def find_other(self, name: str, depends_on: str) -> object | None:
        """What was kept under a name that is no workbook's, if what it depends on is still the same."""
        return self._read(self._place(name), f"{self.question}\n{depends_on}")

    def keep_other(self, name: str, depends_on: str, content: object) -> None:
        """Keep something under a name, as long as what it depends on stays the same."""
        place = self._place(name)
        asked = f"{self.question}\n{depends_on}"
        sealed = pickle.dumps((_engine(), asked, content), pickle.HIGHEST_PROTOCOL)
        with suppress(OSError, PmoXlError):
            place.parent.mkdir(parents=True, exist_ok=True)
            with temporary_file(place.parent, place) as temporary:
                temporary.write_bytes(_MAGIC + _seal(place.name, sealed) + sealed)
                temporary.replace(place)

    def _place(self, name: str) -> Path:
        digest = hashlib.sha256(f"{self.topic}\n{name}".encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / digest[:2] / digest[2:42]

    def _read(self, place: Path, asked: str) -> object | None:
        """The content of an entry, unpacked only when its seal is ours; None for any other file."""
        try:
            data = place.read_bytes()
            start = len(_MAGIC) + _SEAL
            sealed = memoryview(data)[start:]
            if not data.startswith(_MAGIC) or not hmac.compare_digest(
                data[len(_MAGIC) : start], _seal(place.name, sealed)
            ):
                return None
            engine, was_asked, content = pickle.loads(sealed)  # noqa: S301 - sealed by this user on this PC
        except Exception:  # whatever is wrong with it, it is worked out anew
            return None
        return content if (engine, was_asked) == (_engine(), asked) else None


def open_cache(
    folder: Path, topic: str, question: str, config: Path | None = None, history: Path | None = None
) -> FactCache:
    """The cache in a folder (made when missing). BadOption where nothing can be kept in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_file(folder, folder / "trial") as trial:
            trial.write_bytes(b"")
    except OSError as error:
        raise BadOption(
            f"--cache のフォルダ {folder} に書き込めません({reason(error)})。書き込めるフォルダを指定してください。"
        ) from error
    if _secret() is None:
        raise BadOption(
            "--cache には、利用者のフォルダ(Windows では %LOCALAPPDATA%、ほかでは ~/.local/state)の下の pmo_xl に書き込めることが要ります。"
            "書き込めるようにするか、--cache を外してください。"
        )
    return FactCache(folder, topic, question, config, history)


def surroundings(path: Path, config: Path | None = None) -> str:
    """The files that a workbook is read with, byte for byte, and the plug-ins: another one is another text."""
    files = (f"{each} {_hash(each)}" for each in files_read_unasked(path, config))
    added = (f"{each.group} {each.label} {each.fault or ''}".rstrip() for each in every_plugin())
    return "\n".join((*files, *added))


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"


def _fingerprint(path: Path) -> str | None:
    """The SHA-256 of a workbook that may be looked up: one that can be read and is not encrypted."""
    try:
        data = read_file(path)
    except PmoXlError:
        return None
    return None if is_ole(data) else hashlib.sha256(data).hexdigest()


def _runs(history: FolderHistory) -> str:
    """The recorded runs of a workbook as they lie in the folder: another one, or another content, is another text."""
    told = []
    for name in (*history.runs(), *history.prechecks()):
        with suppress(OSError):
            found = (history.folder / name.file_name).stat()
            told.append(f"{name.file_name} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _seal(name: str, content: bytes | memoryview) -> bytes:
    """What only this user on this PC can put on an entry of this name."""
    secret = _secret()
    if secret is None:
        raise OSError("no secret")
    return hashlib.blake2b(
        content, key=secret + hashlib.sha256(name.encode()).digest(), digest_size=_SEAL
    ).digest()


@lru_cache(maxsize=1)
def _engine() -> str:
    """What works out the answers: this program, file by file, the Python, and the libraries that read for it."""
    told = [__version__, sys.version]
    for name in _READERS:
        with suppress(metadata.PackageNotFoundError):  # installed in a way that does not say
            told.append(f"{name} {metadata.version(name)}")
    house = Path(__file__).parent.parent
    for folder, _, files in sorted(os.walk(house)):
        if Path(folder).name == "__pycache__":  # another process may be writing it, under names that pass
            continue
        for name in sorted(files):
            found = Path(folder, name).stat()
            told.append(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def _secret() -> bytes | None:
    """32 bytes that nobody else knows, made when first needed; None where they cannot be kept."""
    with suppress(OSError, RuntimeError):  # RuntimeError: nobody's home is known
        place = own_folder() / "cache_secret"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with temporary_file(place.parent, place) as temporary:
                handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(_SECRET))
                with suppress(FileExistsError):  # another process of this user was faster
                    rename_to_free_name(temporary, place)
        found = place.read_bytes()
        return found if len(found) == _SECRET else None
    return None
