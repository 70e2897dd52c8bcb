"""What Excel answers through COM when it refuses: an error of pywin32's shape with Excel's Japanese sentence."""

from __future__ import annotations

EXCEPTION_OCCURRED = -2147352567
EXCEL_ERROR = -2146827284

SENTENCES = {
    "protected": "変更しようとしているセルやグラフは保護されているシート上にあります。変更するには、シートの保護を解除してください。",
    "missing": "インデックスが有効範囲にありません。",
    "read_only": "このファイルは読み取り専用です。",
    "unsaved": "ファイルを保存できませんでした。",
    "unreadable": "ファイルを開けません。",
    "name_taken": "この名前は既に使用されています。別の名前を入力してください。",
    "last_sheet": "ブックには、少なくとも 1 つの表示されたワークシートが必要です。",
    "hidden": "Worksheet クラスの Activate メソッドが失敗しました。",
    "not_active": "Range クラスの Select メソッドが失敗しました。",
    "bad_address": "アプリケーション定義またはオブジェクト定義のエラーです。",
    "busy": "呼び出し先が呼び出しを拒否しました。",
    "gone": "起動されたオブジェクトはクライアントから切断されました。",
}

_HRESULTS = {"gone": -2147417848, "busy": -2147418111}
"""Errors of the connection itself: Excel did not even hear the question."""


class ComError(Exception):
    """As pywintypes.com_error: hresult, strerror, excepinfo, argerror.

    `word` says for the tests which of SENTENCES it is.
    """

    def __init__(self, word: str, about: str = "") -> None:
        is_unheard = word in _HRESULTS
        self.word = word
        self.hresult = _HRESULTS.get(word, EXCEPTION_OCCURRED)
        self.strerror = SENTENCES[word] if is_unheard else "例外が発生しました。"
        told = (0, "Microsoft Excel", SENTENCES[word], "xlmain11.chm", 0, EXCEL_ERROR)
        self.excepinfo = None if is_unheard else told
        self.argerror = None
        self.about = about
        super().__init__(self.hresult, self.strerror, self.excepinfo, self.argerror)
