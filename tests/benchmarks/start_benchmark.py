"""How long one page of the manual takes to appear, against a Python that only imports argparse and rich.

python -m tests.benchmarks.start_benchmark [--rounds 5]
"""

from __future__ import annotations

import argparse

from tests.benchmarks.contest import Rounds, held, measured_command, told

PAGE, RICH, BARE = "pmo_xl", "rich", "bare rich"


def rounds_of(rounds: int) -> Rounds:
    """rich: its console, which every command line uses; bare rich: the name alone, which loads next to nothing."""
    return held(
        {
            PAGE: lambda: measured_command("-m", "pmo_xl", "rules", "QST003"),
            RICH: lambda: measured_command("-c", "import argparse, rich.console"),
            BARE: lambda: measured_command("-c", "import argparse, rich"),
        },
        rounds,
    )


def tell(found: Rounds) -> None:
    print(told("rules QST003 / argparse + rich.console", found, PAGE, RICH))
    print(told("rules QST003 / argparse + rich (name alone)", found, PAGE, BARE))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    tell(rounds_of(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
