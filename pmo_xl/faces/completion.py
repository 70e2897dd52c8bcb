"""What a shell has to be told to complete pmo-xl: the commands, and the options of each with the words to choose from.

Everything is written out: pressing Tab starts no Python. Words that are not options are left to the shell, which
completes names of files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

_BASH = """\
# pmo-xl の補完(bash)。~/.bashrc に 次の1行を足します: eval "$(pmo-xl --completion bash)"
_pmo_xl() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command="" each
  for each in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do case $each in -*) ;; *) command=$each; break ;; esac; done
  local words=""
  case "$command $before" in
{choices}
  esac
  if [ -z "$words" ]; then case "$command" in
    "") words="{commands}" ;;
{options}
  esac; [ -n "$command" ] && [ "${{word#-}}" = "$word" ] && words=""; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _pmo_xl pmo-xl
"""
_POWERSHELL = """\
# pmo-xl の補完(PowerShell)。$PROFILE のファイルに次の1行を足します: pmo-xl --completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName pmo-xl -ScriptBlock {{
  param($word, $line, $at)
  $options = @{{
{options}
  }}
  $choices = @{{
{choices}
  }}
  $said = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object {{ "$_" }})
  if ($word -ne '') {{ $said = @($said | Select-Object -SkipLast 1) }}
  $command = $said | Where-Object {{ $_ -notlike '-*' }} | Select-Object -First 1
  $words = @()
  if (-not $command) {{ $words = '{commands}' -split ' ' }}
  elseif ($said.Count -and $choices["$command $($said[-1])"]) {{ $words = $choices["$command $($said[-1])"] -split ' ' }}
  elseif ($word -like '-*') {{ $words = "$($options[$command])" -split ' ' }}
  $words | Where-Object {{ $_ -like "$word*" }} | ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_) }}
}}
"""


def completion(shell: str, parser: argparse.ArgumentParser) -> str:
    """The setup for "bash" or "powershell"."""
    commands = _commands(parser)
    options = {name: " ".join(_options(each)) for name, each in commands.items()}
    choices = dict(pair for name, each in commands.items() for pair in _choices(name, each))
    names = " ".join((*commands, *_options(parser)))
    if shell == "bash":
        return _BASH.format(
            commands=names,
            options="\n".join(f'    {name}) words="{words}" ;;' for name, words in options.items()),
            choices="\n".join(f'    "{place}") words="{words}" ;;' for place, words in choices.items()),
        )
    return _POWERSHELL.format(
        commands=names,
        options="\n".join(f"    '{name}' = '{words}'" for name, words in options.items()),
        choices="\n".join(f"    '{place}' = '{words}'" for place, words in choices.items()),
    )


def _commands(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """The commands in the order of the help."""
    chosen = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return {str(name): each for name, each in chosen.choices.items()}


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The options that the help shows, by their long names."""
    for each in parser._actions:
        if each.help != argparse.SUPPRESS:
            yield from (name for name in each.option_strings if name.startswith("--"))


def _choices(command: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """(command and option, the words that may stand behind it)."""
    for each in parser._actions:
        if each.choices and each.option_strings and each.help != argparse.SUPPRESS:
            words = " ".join(map(str, each.choices))
            yield from ((f"{command} {name}", words) for name in each.option_strings)
