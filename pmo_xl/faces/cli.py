"""The command line: arguments → one verb → output and exit code. Every failure is one Japanese sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pmo_xl.action import Command
from pmo_xl.actions import COMMANDS
from pmo_xl.disk.reasons import refused_by_system
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.faces.commands.common import a_whole, add_config
from pmo_xl.faces.console import tell
from pmo_xl.faces.japanese_argparse import JapaneseParser, speak_english, speak_japanese
from pmo_xl.faces.languages import LANGUAGES, asked_language, put_into_english
from pmo_xl.faces.numbered import NUMBERS
from pmo_xl.faces.streams import guarded_streams
from pmo_xl.version import __version__

NOTHING_DONE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (0, 1, 2 or 3, as the help says)."""
    speak_japanese()
    given = list(sys.argv[1:] if arguments is None else arguments)
    with guarded_streams(), _log_shown(is_asked="--debug" in given):
        return _guarded(given)


@contextmanager
def _log_shown(*, is_asked: bool) -> Iterator[None]:
    """Within it, what the library logs (loggers below "pmo_xl") goes to standard error where it is asked for."""
    if not is_asked:
        yield
        return
    import logging

    log, shown = logging.getLogger("pmo_xl"), logging.StreamHandler(sys.stderr)
    shown.setFormatter(logging.Formatter("%(relativeCreated)7d ms %(levelname)s %(name)s: %(message)s"))
    before = log.level
    log.setLevel(logging.DEBUG)
    log.addHandler(shown)
    try:
        yield
    finally:
        log.removeHandler(shown)
        log.setLevel(before)


def _guarded(given: list[str]) -> int:
    """Run one command; whatever stops it is told."""
    try:
        try:
            return _run(given)
        finally:
            sys.stdout.flush()
    except PmoXlError as error:
        return _tell_failure(error.message, given)
    except KeyboardInterrupt:
        return _tell_failure("中断しました。", given)
    except MemoryError:
        return _tell_failure("メモリが足りません。ほかのアプリを閉じるか、ブックを分けてください。", given)
    except OSError as error:
        return _tell_failure(refused_by_system(error), given)
    except Exception as error:
        from pmo_xl.faces.failure_log import write_failure_log

        return _tell_failure(write_failure_log(error, given), given)


def _run(given: list[str]) -> int:
    language, arguments = asked_language(given, os.environ)
    parser = build_parser(_named(arguments))
    if language == "en":
        speak_english()
        put_into_english(parser)
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    command = next(each for each in COMMANDS if each.name == options.command)
    _refuse_other_schema(options)
    with _counted(options.config), _lettered(options):
        return int(module_of(command).run(options))


def _counted(config: Path | None) -> AbstractContextManager[None]:
    """The office file of --config counts for whatever the command reads; without it nothing is loaded for it."""
    if config is None:
        return nullcontext()
    from pmo_xl.workbook.office_file import counted

    return counted(config)


@contextmanager
def _lettered(options: argparse.Namespace) -> Iterator[None]:
    """Whatever the command writes has the fonts of the office file that counts for its (first) workbook."""
    first = next(iter(getattr(options, "books", None) or ()), None) or getattr(options, "book", None)
    if first is None and options.config is None:
        yield
        return
    from pmo_xl.theme import lettered
    from pmo_xl.workbook.office_file import office_file

    place = Path(first or ".")
    fonts: Mapping[str, str] = {}
    with suppress(
        PmoXlError, OSError, ValueError
    ):  # of a file that cannot be read the command itself says so
        fonts = office_file(place / "book" if place.is_dir() else place, options.config).fonts
    with lettered(fonts):
        yield


def module_of(command: Command) -> ModuleType:
    """The file of a command: `declare` gives a parser its arguments, `run` does the work."""
    return import_module(f"pmo_xl.faces.commands.{command.module}")


def _named(arguments: Sequence[str]) -> Sequence[Command]:
    """The command that the arguments are for; every command where they name none."""
    first = next((word for word in arguments if not word.startswith("-")), None)
    return [command for command in COMMANDS if command.name == first] or COMMANDS


class _Version(argparse.Action):
    """Says the version, the Python, the parts and the plug-ins with theirs: they are looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from pmo_xl.doctor.packages import loaded_parts
        from pmo_xl.model.display import day
        from pmo_xl.operations.today import DAY_VARIABLE, held_day
        from pmo_xl.plugins import every_plugin
        from pmo_xl.this_pc.machine import this_machine

        machine = this_machine()
        python = ".".join(map(str, machine.python))
        lines = [f"pmo_xl {__version__}", f"Python {python}({machine.bits}ビット) {machine.executable}"]
        lines.append(f"部品 {'、'.join(loaded_parts(machine)) or '(パッケージとして入っていません)'}")
        lines += [
            f"プラグイン {each.label} {each.group}" + (f": 使えません({each.fault})" if each.fault else "")
            for each in every_plugin()
        ]
        if held := held_day():
            lines.append(f"今日 {day(held)} とみなします(環境変数 {DAY_VARIABLE})")
        parser.exit(message="\n".join(lines) + "\n")


class _Completion(argparse.Action):
    """Prints the setup of a shell for this command line as it is."""

    def __call__(
        self, parser: argparse.ArgumentParser, _: object, values: object, option_string: str | None = None
    ) -> None:
        from pmo_xl.faces.completion import completion

        parser.exit(message=completion(str(values), build_parser()))


def build_parser(named: Sequence[Command] = COMMANDS) -> JapaneseParser:
    """The command line with these commands, each one's part declared in its own file."""
    parser = JapaneseParser(
        prog="pmo-xl",
        description="PMOの管理台帳(Excel)を作り、読み、突き合わせます。",
        epilog="終了コード: 0 指摘なし / 1 指摘あり / 2 できなかった / 3 一部できなかった。"
        "各コマンドの説明は pmo-xl コマンド --help で見られます。",
    )
    parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        help="版と、使っている Python・部品・プラグインを表示して終わる",
    )
    parser.add_argument(
        "--completion",
        action=_Completion,
        choices=("bash", "powershell"),
        help="Tab キーでコマンドと指定を補うための設定を表示して終わる(docs/engineer の「補完」)",
    )
    parser.add_argument(
        "--debug", action="store_true", help="していることと、失敗したときの詳しい記録を表示する(開発者向け)"
    )
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        metavar="言語",
        help="説明(--help)の言葉: ja 日本語、en 英語。指定しなければ環境変数 LANG。指摘や結果の文は日本語のまま",
    )
    commands = parser.add_subparsers(dest="command", metavar="コマンド", title="コマンド")
    for command in named:
        each = commands.add_parser(command.name, help=command.help)
        module_of(command).declare(each)
        if not any(action.dest == "config" for action in each._actions):
            add_config(each)
        _add_schema(each, command.name)
    return parser


def _add_schema(parser: argparse.ArgumentParser, command: str) -> None:
    """Declare --schema on a command that writes JSON; on another nothing."""
    if command in NUMBERS:
        help_text = f"JSON の形の番号({_or(NUMBERS[command])}。指定しなければ {NUMBERS[command][0]})"
        parser.add_argument("--schema", dest="schema_number", type=a_whole, metavar="番号", help=help_text)


def _refuse_other_schema(options: argparse.Namespace) -> None:
    """BadOption for a number that the command does not write."""
    asked, written = getattr(options, "schema_number", None), NUMBERS.get(options.command, ())
    if written and asked is not None and asked not in written:
        raise BadOption(
            f"{options.command} の JSON の形は {_or(written)} です(--schema {asked} はありません)。"
            f"--schema {written[0]} と書くか、--schema を外してください。"
        )
    if written and asked is not None and _form_of(options) not in ("json", None):
        raise BadOption("--schema は JSON の形の番号です。--format json と一緒に書いてください。")


def _form_of(options: argparse.Namespace) -> str | None:
    """The form in which a command will write; None where it has no choice of forms."""
    from pmo_xl.faces.commands.common import output_format

    if "format" not in options:
        return None
    return output_format(options) if "output" in options and "formats" in options else options.format


def _or(numbers: Sequence[int]) -> str:
    return "か ".join(map(str, numbers)) + ("" if len(numbers) > 1 else " だけ")


def _tell_failure(message: str, arguments: Sequence[str]) -> int:
    if "--debug" in arguments:
        import traceback

        traceback.print_exc()
    tell(message)
    return NOTHING_DONE
