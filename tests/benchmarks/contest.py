"""How a contest is held: every contestant in a process of its own, in turn, some rounds; ratios within a round, then the median.

Processor time counts (children included): on a machine that others use, too, the clock says little. The clock is shown
beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.memory import peak_megabytes

CACHED_CODE = Path(tempfile.gettempdir()) / "pmo_xl_benchmark_code"
"""Compiled modules, so that nobody is measured compiling."""


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, seconds of the processor, and the most memory in MB."""

    wall: float
    cpu: float
    peak: float


Rounds = Sequence[Mapping[str, Taken]]


def run_here(work: Callable[[], object]) -> None:
    """Run a contestant in this process, its imports included, and print what it took."""
    start, used = time.perf_counter(), _used()
    work()
    taken = Taken(time.perf_counter() - start, _used() - used, peak_megabytes())
    print(json.dumps([taken.wall, taken.cpu, taken.peak]))


def measured(module: str, *arguments: object) -> Taken:
    """What a contestant of a module takes: `python -m module --measure …` prints it as `run_here` does.

    One that fails ends the run and says why.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", "--measure", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings())
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return Taken(*json.loads(done.stdout.splitlines()[-1]))


def measured_command(*command: object) -> Taken:
    """What a whole command takes, from the start of its Python to its end."""
    start, used = time.perf_counter(), _used()
    subprocess.run([sys.executable, *map(str, command)], capture_output=True, check=False, env=surroundings())
    return Taken(time.perf_counter() - start, _used() - used, 0)


def surroundings() -> dict[str, str]:
    """The environment of every contestant."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PYTHONPYCACHEPREFIX": str(CACHED_CODE)}


def _used() -> float:
    import resource  # Unix has it; what is read of this module without a contest, Windows reads too

    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def held(contestants: Mapping[str, Callable[[], Taken]], rounds: int) -> Rounds:
    """The rounds; one more goes before them and is not counted (it fills the caches of all)."""
    every = [{name: run() for name, run in contestants.items()} for _ in range(rounds + 1)]
    return every[1:]


def ratios(rounds: Rounds, above: str, below: str, of: str = "cpu") -> list[float]:
    """What one took divided by what the other took, round by round."""
    return [getattr(each[above], of) / getattr(each[below], of) for each in rounds]


def told(name: str, rounds: Rounds, above: str, below: str, of: str = "cpu") -> str:
    """A ratio with all its rounds, and the same by the clock."""
    found = ratios(rounds, above, below, of)
    text = f"{name}: {statistics.median(found):.2f} ({', '.join(f'{each:.2f}' for each in found)})"
    if of == "cpu":
        walls = ratios(rounds, above, below, "wall")
        text += (
            f"; by the clock {statistics.median(walls):.2f} ({', '.join(f'{each:.2f}' for each in walls)})"
        )
    return text
