"""The window itself: what is chosen above, the buttons on the left, what came of them on the right."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tkinter import ttk
from typing import Final

from pmo_xl.errors import PmoXlError
from pmo_xl.faces.failure_log import write_failure_log
from pmo_xl.faces.window.choosing import dropped_on, new_name, pick_book, pick_folder, pick_papers
from pmo_xl.faces.window.look import look_of
from pmo_xl.faces.window.told import Told
from pmo_xl.faces.window.work import Line, Work
from pmo_xl.operations.many import SUFFIXES
from pmo_xl.theme import Colour
from pmo_xl.this_pc.own_folder import recent_books, remember_book
from pmo_xl.this_pc.show_file import show_file
from pmo_xl.tiles import STARTERS, TILES, Takes, Tile
from pmo_xl.version import __version__
from pmo_xl.visible import visible_line

_LOOKED_AT: Final = 80
"""How often the process is asked for news, in milliseconds."""
_SIZE: Final = (1020, 640)
"""At 100 %: at 150 % it fits on a laptop of 1920 × 1080."""
_HELP_WIDTH, _NAME_WIDTH, _NEWS_WIDTH, _MENU_WIDTH = 358, 500, 450, 700
FIRST: Final = (
    "台帳(Excel)を選び、左のボタンを押してください。\n\n"
    "・台帳がまだないときは、右上の「見本で試す」で、見本の台帳と結果を見られます。\n"
    "・台帳を右クリック →「送る」→「pmo_xl 画面」でも、この画面が開きます。\n"
    "・フォルダを選ぶと、その中の台帳をまとめて見ます。\n"
    "・結果は、台帳の隣の「出力_」フォルダにできます。\n"
    "・台帳を書き換えるのは「入力補正」と「記録」だけで、書き換える前の控えを残します。"
)
DROPPING: Final = "\n・台帳・フォルダ・文書を、この画面の上に落としても選べます。"
NOTHING_CHOSEN: Final = "まだ選んでいません"
NOT_NOW: Final = "いまの仕事が終わってから、もう一度落としてください。"


class Window:
    """The window. paths: what is chosen from the beginning."""

    def __init__(self, root: tkinter.Tk, paths: Sequence[Path] = ()) -> None:
        """Build it and show it."""
        self.root, self.look = root, look_of(root)
        self.paths: tuple[Path, ...] = ()
        self.work: Work | None = None
        self.made: tuple[Path, ...] = ()
        self.tiles: dict[str, ttk.Button] = {}
        self._said = False
        root.report_callback_exception = self._failed
        self._build()
        self.dropped = dropped_on(root.winfo_id())
        self.result.show(f"{FIRST}{DROPPING}" if self.dropped else FIRST)
        self.choose(paths)
        if self.dropped:
            self.result.bind("<Destroy>", self.dropped.stop)
            root.after(_LOOKED_AT, self._take_dropped)

    # What is chosen

    def choose(self, paths: Sequence[Path]) -> None:
        """Take these for chosen, and let those buttons be pressed that can do something with them."""
        look = self.look
        self.paths = tuple(path for path in paths if path.exists())
        gone = [path for path in paths if not path.exists()]
        first = self.paths[0] if self.paths else None
        more = f" ほか {len(self.paths) - 1}" if len(self.paths) > 1 else ""
        name = f"{first.name or first}{more}" if first else NOTHING_CHOSEN
        self.chosen.configure(text=look.cut(visible_line(name), look.large, _NAME_WIDTH))
        place = str(first.parent) if first else "台帳・フォルダ・文書のどれかを選んでください"
        self.place.configure(text=look.cut(visible_line(place), look.small, _NAME_WIDTH))
        if first and self._fits(Takes.BOOKS):
            self._list_recent(remember_book(first.absolute()))
        if gone:
            self.result.show(
                f"{gone[0]} がありません。動かしたか、名前を変えた後です。選び直してください。", is_bad=True
            )
        self._settle()

    def _fits(self, takes: Takes) -> bool:
        """Whether what is chosen is what a button takes: by the ending of names alone."""
        if takes is Takes.NOTHING:
            return True
        if takes is Takes.PAPERS:
            return bool(self.paths)
        is_book = len(self.paths) == 1 and self.paths[0].suffix.lower() in SUFFIXES
        if takes is Takes.BOOK:
            return is_book and self.paths[0].is_file()
        return bool(self.paths) and all(
            path.is_dir() or path.suffix.lower() in SUFFIXES for path in self.paths
        )

    # What is pressed

    def press(self, tile: Tile) -> None:
        """Begin a button's work, unless another's is under way or nothing fitting is chosen."""
        if self.work is not None or not self._fits(tile.takes):
            return
        paths: Sequence[Path] = self.paths
        if tile.verb == "new_book":
            paths = new_name(self.root)
            if not paths:
                return
        elif tile.takes is Takes.NOTHING:
            paths = ()
        self.made, self._said = (), False
        self.result.show("")
        self.title.configure(text=tile.caption)
        self.doing.configure(text=f"{tile.caption}: 始めています…", foreground=Colour.QUIET)
        self.work = Work(tile, paths)
        self.bar.start(12)
        self._settle()
        self.root.after(_LOOKED_AT, self._look)

    def stop(self) -> None:
        """End the work that is under way."""
        if self.work is not None and self.work.tile.can_stop:
            self.work.stop()
            self.result.show("止めました。作りかけのファイルは残っていません。", is_bad=False)
            self._finish("止めました。")

    def close(self) -> None:
        """Close the window; not while a ledger is being written."""
        if self.work is not None and not self.work.tile.can_stop:
            self.doing.configure(
                text="台帳に書いています。終わるまでお待ちください。", foreground=Colour.LATE_INK
            )
            return
        if self.work is not None:
            self.work.stop()
        self.root.destroy()

    def _look(self) -> None:
        """Take in what the process has said since."""
        if self.work is None:
            return
        for line in self.work.lines():
            self._take_in(line)
        if self.work is not None:
            self.root.after(_LOOKED_AT, self._look)

    def _take_in(self, line: Line) -> None:
        match line.what:
            case "say":
                self.doing.configure(text=self._news(line.text), foreground=Colour.QUIET)
            case "tell" | "warn":
                self.result.show(line.text, is_bad=line.what == "warn", is_added=self._said)
                self._said = True
            case "ask":
                self._ask(line)
            case "made":
                self.made = line.paths
            case "chosen":
                self.choose([Path(line.text)])
            case "end":
                self._finish("終わりました。" if self._said else "何もしませんでした。")

    def _finish(self, said: str) -> None:
        self.work = None
        self.bar.stop()
        self.doing.configure(text=said, foreground=Colour.QUIET)
        self._take_answers_away()
        self._settle()

    def _ask(self, line: Line) -> None:
        """The question where the result will stand, its answers below it."""
        self.result.show(line.text)
        self.doing.configure(text="答えを選んでください。", foreground=Colour.NAVY)
        self.answers.pack(side="left")
        for answer in line.answers:
            button = ttk.Button(self.answers, text=answer, command=self._answering(answer))
            button.pack(side="left", padx=(0, self.look.px(6)))

    def _answering(self, answer: str) -> Callable[[], None]:
        def _answer() -> None:
            self._take_answers_away()
            if self.work is not None:
                self.work.answer(answer)
                self.doing.configure(text="続けています…", foreground=Colour.QUIET)

        return _answer

    def _take_answers_away(self) -> None:
        for button in self.answers.winfo_children():
            button.destroy()
        self.answers.pack_forget()  # an empty frame keeps its width

    def _news(self, text: str) -> str:
        return self.look.cut(visible_line(text), self.look.small, _NEWS_WIDTH)

    def _failed(self, _: type[BaseException], error: BaseException, __: object) -> None:
        """Whatever goes wrong in the window itself is said in it."""
        if isinstance(error, Exception):
            self.result.show(write_failure_log(error, ("window",)), is_bad=True)

    # What can be asked of the system

    def _picking(self, pick: Callable[[tkinter.Tk], list[Path]]) -> Callable[[], None]:
        def _pick() -> None:
            if paths := pick(self.root):
                self.choose(paths)

        return _pick

    def _take_dropped(self) -> None:
        """Choose what was dropped into the window, but not under the hands of a work."""
        paths = self.dropped.take() if self.dropped else ()
        if paths and self.work is None:
            self.choose(paths)
        elif paths and NOT_NOW not in (there := self.result.said):
            self.result.show(NOT_NOW, is_bad=True, is_added=bool(there.strip()))  # a question stays
        self.root.after(_LOOKED_AT, self._take_dropped)

    def _open(self, number: int) -> Callable[[], None]:
        def _show_it() -> None:
            try:
                show_file(self.made[number])
            except PmoXlError as error:
                self.doing.configure(text=error.message, foreground=Colour.LATE_INK)

        return _show_it

    # How it is built

    def _build(self) -> None:
        px = self.look.px
        self.root.title("pmo_xl")
        width, height = (
            min(px(_SIZE[0]), self.root.winfo_screenwidth()),
            min(px(_SIZE[1]), self.root.winfo_screenheight()),
        )
        self.root.geometry(f"{width}x{height}")
        self.root.minsize(px(900), px(560))
        self.root.protocol("WM_DELETE_WINDOW", self.close)
        self._build_head()
        body = tkinter.Frame(self.root, background=Colour.PAPER)
        body.pack(fill="both", expand=True, padx=px(16), pady=(px(10), px(14)))
        body.columnconfigure(1, weight=1)
        body.rowconfigure(0, weight=1)
        self._build_tiles(body)
        self._build_result(body)

    def _build_head(self) -> None:
        px = self.look.px
        head = tkinter.Frame(self.root, background=Colour.NAVY)
        head.pack(fill="x")
        self._label(head, "pmo_xl", self.look.large, Colour.PAPER, Colour.NAVY).pack(
            side="left", padx=px(16), pady=px(8)
        )
        self._label(head, f"版 {__version__}", self.look.small, Colour.HEAD, Colour.NAVY).pack(side="left")
        for tile in reversed(STARTERS):
            button = ttk.Button(head, text=tile.caption, command=partial(self.press, tile))
            button.pack(side="right", padx=(0, px(12)), pady=px(6))
            self.tiles[tile.verb] = button
        bar = tkinter.Frame(self.root, background=Colour.PALE)
        bar.pack(fill="x")
        self._build_pickers(bar)
        named = tkinter.Frame(bar, background=Colour.PALE)
        named.pack(side="left", fill="x", expand=True, padx=px(16), pady=px(8))
        self.chosen = self._label(named, "", self.look.large, Colour.NAVY, Colour.PALE)
        self.chosen.pack(anchor="w")
        self.place = self._label(named, "", self.look.small, Colour.QUIET, Colour.PALE)
        self.place.pack(anchor="w")

    def _build_pickers(self, bar: tkinter.Frame) -> None:
        px = self.look.px
        self.recent = ttk.Menubutton(bar, text="最近の台帳")
        self.pickers: tuple[ttk.Button | ttk.Menubutton, ...] = (
            ttk.Button(bar, text="台帳を選ぶ", command=self._picking(pick_book), style="Main.TButton"),
            ttk.Button(bar, text="フォルダを選ぶ", command=self._picking(pick_folder)),
            ttk.Button(bar, text="文書を選ぶ", command=self._picking(pick_papers)),
            self.recent,
        )
        for picker in reversed(self.pickers):
            picker.pack(side="right", padx=(0, px(12) if picker is self.recent else px(6)))
        self._list_recent(recent_books())

    def _build_tiles(self, body: tkinter.Frame) -> None:
        px = self.look.px
        column = tkinter.Frame(body, background=Colour.PAPER)
        column.grid(row=0, column=0, sticky="ns", padx=(0, px(16)))
        for number, tile in enumerate(TILES):
            button = ttk.Button(
                column,
                text=tile.caption,
                style="Tile.TButton",
                width=12,
                command=partial(self.press, tile),
            )
            button.grid(row=number, column=0, sticky="ew", pady=px(3))
            help = self.look.lines(tile.help, self.look.small, _HELP_WIDTH)
            said = self._label(column, help, self.look.small, Colour.INK, Colour.PAPER)
            said.configure(justify="left", width=0)
            said.grid(row=number, column=1, sticky="w", padx=(px(10), 0))
            column.rowconfigure(number, weight=1)
            self.tiles[tile.verb] = button

    def _build_result(self, body: tkinter.Frame) -> None:
        px = self.look.px
        right = tkinter.Frame(body, background=Colour.PAPER)
        right.grid(row=0, column=1, sticky="nsew")
        right.rowconfigure(1, weight=1)
        right.columnconfigure(0, weight=1)
        top = tkinter.Frame(right, background=Colour.PAPER)
        top.grid(row=0, column=0, columnspan=2, sticky="ew", pady=(0, px(6)))
        self.title = self._label(top, "はじめに", self.look.large, Colour.NAVY, Colour.PAPER)
        self.title.pack(side="left")
        self.under_way = tkinter.Frame(top, background=Colour.PAPER)
        self.halt = ttk.Button(self.under_way, text="止める", command=self.stop)
        self.halt.pack(side="right")
        self.bar = ttk.Progressbar(self.under_way, mode="indeterminate", length=px(120))
        self.bar.pack(side="right", padx=px(10))
        self.result = Told(right, self.look)
        self.result.grid(row=1, column=0, sticky="nsew")
        scroll = ttk.Scrollbar(right, command=self.result.yview)
        scroll.grid(row=1, column=1, sticky="ns")
        self.result.configure(yscrollcommand=scroll.set)
        self.doing = self._label(right, "", self.look.small, Colour.QUIET, Colour.PAPER)
        self.doing.grid(row=2, column=0, columnspan=2, sticky="w", pady=(px(6), 0))
        bottom = tkinter.Frame(right, background=Colour.PAPER)
        bottom.grid(row=3, column=0, columnspan=2, sticky="ew", pady=(px(6), 0))
        self.answers = tkinter.Frame(bottom, background=Colour.PAPER)
        self.openers = tkinter.Frame(bottom, background=Colour.PAPER)
        self.open_folder = ttk.Button(self.openers, text="置いた場所を開く", command=self._open_place)
        self.open_folder.pack(side="right")
        self.open_result = ttk.Button(
            self.openers, text="結果を開く", style="Main.TButton", command=self._open(0)
        )
        self.open_result.pack(side="right", padx=px(8))

    def _open_place(self) -> None:
        first = self.made[0]
        self.made = (self.made[0], first if first.is_dir() else first.parent)
        self._open(1)()

    def _label(self, parent: tkinter.Misc, text: str, font: object, ink: str, ground: str) -> tkinter.Label:
        return tkinter.Label(parent, text=text, font=font, foreground=ink, background=ground)  # type: ignore[arg-type]

    def _list_recent(self, books: Sequence[Path]) -> None:
        menu = tkinter.Menu(self.recent, tearoff=False, font=self.look.text)
        for path in books:
            label = self.look.cut(visible_line(f"{path.name}  ({path.parent})"), self.look.text, _MENU_WIDTH)
            menu.add_command(label=label, command=partial(self.choose, [path]))
        self.recent.configure(menu=menu)

    def _settle(self) -> None:
        """Let be pressed what can be pressed now."""
        is_idle = self.work is None
        for tile in (*TILES, *STARTERS):
            self._enable(self.tiles[tile.verb], is_idle and self._fits(tile.takes))
        for button in self.pickers:
            self._enable(button, is_idle)
        self._enable(self.halt, not is_idle and bool(self.work and self.work.tile.can_stop))
        self._put(self.under_way, is_shown=not is_idle)
        self._put(self.openers, is_shown=is_idle and bool(self.made))

    def _put(self, frame: tkinter.Frame, *, is_shown: bool) -> None:
        """Show what can be pressed now alone: there is no room for what cannot."""
        if is_shown:
            frame.pack(side="right")
        else:
            frame.pack_forget()

    def _enable(self, widget: ttk.Widget, is_enabled: bool) -> None:
        widget.state(["!disabled" if is_enabled else "disabled"])
