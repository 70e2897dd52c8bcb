"""What kind of file someone handed us, told from its bytes, never from its name."""

from __future__ import annotations

import re
from collections.abc import Collection

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SAVE_AS_XLSX = "Excelで開き、「Excelブック (.xlsx)」で保存し直してください"

_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def is_ole(data: bytes) -> bool:
    """Whether the bytes are an OLE compound file: an encrypted workbook, an old .xls, and others."""
    return data.startswith(OLE_MAGIC)


def is_encrypted_workbook(data: bytes) -> bool:
    """Whether an OLE file wraps a workbook that a password opens."""
    return _utf16("EncryptedPackage") in data and not is_rights_managed(data)


def is_rights_managed(data: bytes) -> bool:
    """Whether an OLE file wraps a workbook under rights management (a sensitivity label, IRM)."""
    return _utf16("DRMEncrypted") in data


def complaint_about_ole(data: bytes) -> str:
    """Why an OLE file that no password opens cannot be read, and what to do."""
    if is_rights_managed(data):
        return "秘密度ラベルまたはIRMで保護されています（保護を外したコピーを指定してください）"
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return f"古い形式 (.xls) のブックです（{_SAVE_AS_XLSX}）"
    return f"Excelのブックではありません（{_SAVE_AS_XLSX}）"


def complaint_about_bytes(data: bytes) -> str | None:
    """Why bytes that are no ZIP archive cannot be a workbook; None when they begin like one."""
    if not data:
        return (
            "中身が空（0バイト）です（同期やコピーが終わっているかを確かめ、元のファイルを指定してください）"
        )
    if data.startswith(b"PK\x03\x04"):
        return None
    if data.startswith(b"%PDF"):
        return "PDFです（元のExcelブックを指定してください）"
    return _complaint_about_text(data)


def _complaint_about_text(data: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]:
        return f"XMLスプレッドシート形式です（{_SAVE_AS_XLSX}）"
    if _MARKUP.search(data, 0, 4096):
        return f"中身がHTMLで、Excelのブックではありません（{_SAVE_AS_XLSX}）"
    if b"\0" not in data[:4096] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"中身がテキスト（CSVなど）で、Excelのブックではありません（{_SAVE_AS_XLSX}）"
    return "Excelのブック (.xlsx) ではないか、壊れています（元のファイルを指定してください）"


def complaint_about_names(names: Collection[str]) -> str | None:
    """Why an archive with these entries is no .xlsx or .xlsm; None when it may be one."""
    lowered = {name.lower() for name in names}
    if any(name.endswith("workbook.bin") for name in lowered):
        return f"バイナリ形式 (.xlsb) のブックです（{_SAVE_AS_XLSX}）"
    if "mimetype" in lowered and "content.xml" in lowered:
        return f"OpenDocument形式 (.ods) です（{_SAVE_AS_XLSX}）"
    if any(name.startswith(("word/", "ppt/")) for name in lowered):
        return "WordまたはPowerPointの文書です（Excelのブックを指定してください）"
    return None
