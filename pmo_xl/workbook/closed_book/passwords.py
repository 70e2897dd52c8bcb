"""Workbooks under a password: decrypted in memory, and encrypted again with the same password.

Only files that Excel 2010 or later encrypted ("agile") are written back; nothing decrypted touches the disk.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.file import file_kind
from pmo_xl.workbook.file.password import BUILT_IN, decrypt


@dataclass(frozen=True)
class Wrapping:
    """How a file's bytes wrap the workbook: as they are, or encrypted under a password."""

    file_name: str
    password: str | None

    def unwrap(self, data: bytes) -> bytes:
        """The workbook inside the file's bytes. UnreadableWorkbook for a wrong password, RefusedEdit as above."""
        if not file_kind.is_encrypted_workbook(data) or not file_kind.is_ole(data):
            return data
        plain = decrypt(data, self.file_name, self.password)
        if not _is_agile(data):
            raise RefusedEdit(
                f"{self.file_name} は古い方式で暗号化されているため書き換えません。"
                "今のExcelでパスワードを付けて保存し直してください。"
            )
        return plain

    def wrap(self, plain: bytes, original: bytes) -> bytes:
        """The bytes to write, encrypted where the original was."""
        if not file_kind.is_ole(original):
            return plain
        from msoffcrypto.format.ooxml import OOXMLFile

        encrypted = io.BytesIO()
        OOXMLFile(io.BytesIO(plain)).encrypt(self.password or BUILT_IN, encrypted)
        return encrypted.getvalue()


def _is_agile(data: bytes) -> bool:
    from msoffcrypto.format.ooxml import OOXMLFile

    return bool(OOXMLFile(io.BytesIO(data)).type == "agile")
