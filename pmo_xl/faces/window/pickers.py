"""The system's own boxes in which files and folders are chosen."""

from __future__ import annotations

import tkinter
from pathlib import Path
from tkinter import filedialog

from pmo_xl.operations.many import SUFFIXES
from pmo_xl.operations.output_place import documents_folder
from pmo_xl.this_pc.machine import this_machine


def new_name(root: tkinter.Tk) -> list[Path]:
    """The name of a ledger that is to be made; the box asks itself whether a file of this name may be replaced."""
    kinds = [("Excelブック", "*.xlsx"), ("Excelブック(ボタン付き)", "*.xlsm")]
    name = filedialog.asksaveasfilename(
        parent=root, title="新しい台帳の名前", defaultextension=".xlsx", filetypes=kinds,
        initialdir=documents_folder(this_machine()), initialfile="新しい案件.xlsx",
    )  # fmt: skip
    return _paths(name)


def pick_book(root: tkinter.Tk) -> list[Path]:
    """A ledger."""
    kinds = [("台帳", " ".join(f"*{suffix}" for suffix in SUFFIXES))]
    return _paths(filedialog.askopenfilename(parent=root, title="台帳を選ぶ", filetypes=kinds))


def pick_folder(root: tkinter.Tk) -> list[Path]:
    """A folder of ledgers, or of papers."""
    return _paths(filedialog.askdirectory(parent=root, title="フォルダを選ぶ", mustexist=True))


def pick_papers(root: tkinter.Tk) -> list[Path]:
    """Papers for the customer, as many as one likes."""
    title = "お客様へ出す文書を選ぶ(いくつでも)"
    return _paths(*filedialog.askopenfilenames(parent=root, title=title))


def _paths(*names: str) -> list[Path]:
    """None where the box was closed on it."""
    return [Path(name) for name in names if name]
