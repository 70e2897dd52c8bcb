"""Workbooks under a password, opened in memory; nothing decrypted touches the disk."""

from __future__ import annotations

import io
from pathlib import Path

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.file import file_kind
from pmo_xl.workbook.file.unreadable import unreadable

# Excel writes 100,000 rounds; the format allows ten million, which would take minutes.
_MAX_ROUNDS = 1_000_000
_MAGIC_BYTES = 8

BUILT_IN = "VelvetSweatshop"
"""What Excel encrypts with where a workbook's structure is protected and no password was asked for: no secret."""


def is_encrypted(path: Path) -> bool:
    """Whether a file that can be read as a workbook is one under a password. Raises UnreadableWorkbook."""
    try:
        with path.open("rb") as file:
            return file_kind.is_ole(file.read(_MAGIC_BYTES))
    except OSError as error:
        raise unreadable(path, error) from error


def decrypt(data: bytes, name: str, password: str | None) -> bytes:
    """The workbook inside an encrypted file. Raises UnreadableWorkbook: no, wrong or unusable password.

    name: the file's name, for the sentence. Without a password, Excel's own built-in one is tried.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    plain = io.BytesIO()
    try:
        book = msoffcrypto.OfficeFile(io.BytesIO(data))
        _refuse_endless_rounds(book)
        book.load_key(password=password or BUILT_IN, verify_password=True)
        book.decrypt(plain)
    except InvalidKeyError as error:
        raise UnreadableWorkbook(
            f"{name} のパスワードが違います（正しいパスワードを指定してください）。"
            if password
            else f"{name} はパスワードで保護されています"
            "（パスワードを環境変数に入れ、その名前を --password-env で指定してください）。"
        ) from error
    except Exception as error:  # msoffcrypto raises whatever its parsing of a damaged file runs into
        raise UnreadableWorkbook(
            f"{name} は暗号化されていますが、壊れているか未対応の方式のため読めません"
            "（パスワードを外したコピーを指定してください）。"
        ) from error
    return plain.getvalue()


def _refuse_endless_rounds(book: object) -> None:
    info = getattr(book, "info", None)
    if isinstance(info, dict) and int(info.get("spinValue", 0)) > _MAX_ROUNDS:
        raise ValueError("too many rounds of key derivation")
