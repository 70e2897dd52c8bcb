"""What went wrong under a button, as the sentence its box shows."""

from __future__ import annotations

from pmo_xl.errors import PmoXlError
from pmo_xl.faces.failure_log import write_failure_log
from pmo_xl.installation import this_installation

_NOT_FINISHED = "このボタンの仕事は終わっていません。"
_NO_LOG = "記録も書けませんでした。pmo-xl doctor でこのPCを確かめてください。"
_BUSY = (-2147418111, -2147417846, -2146777998)
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE: Excel is in another dialog, or in a cell."""


def sentence_of(error: Exception, verb: str, *, is_closed: bool = False) -> str:
    """One Japanese sentence for any failure; an unforeseen one leaves a log, whose place is named.

    is_closed: the workbook was closed meanwhile.
    """
    if isinstance(error, PmoXlError):
        return error.message
    if isinstance(error, MemoryError):
        return (
            f"{_NOT_FINISHED}メモリが足りません。ほかのブックやアプリを閉じてから、もう一度押してください。"
        )
    if is_closed:
        return f"{_NOT_FINISHED}ブックがExcelで閉じられました。開き直してから、もう一度押してください。"
    if getattr(error, "hresult", None) in _BUSY:
        return f"{_NOT_FINISHED}Excelが入力中か、ほかの画面を開いています。Escキーで閉じてから、もう一度押してください。"
    logged = write_failure_log(error, ("ボタン", verb), _NO_LOG)
    if isinstance(error, ImportError):
        return f"{_NOT_FINISHED}{_missing(error)}{logged}"
    return f"{_NOT_FINISHED}{logged}"


def _missing(error: ImportError) -> str:
    part = f"「{error.name}」" if error.name else ""
    return (
        f"pmo_xl に要る部品{part}がこのPCの Python にないか、壊れています。"
        "コマンド プロンプトで pmo-xl doctor を実行し、表示のとおりに入れ直してください。"
        f"要る部品をそろえるには、{this_installation().reinstall()}"
    )
