"""Print how well search answers, by category, for both parts and both directories."""

import argparse
import sys

from peerdir.clean import clean
from tests.relevance import run


def main() -> None:
    """Print the tables; with `--worst N`, also the poorest answers of the tuning part."""
    parser = argparse.ArgumentParser(prog="python -m tests.relevance", description=__doc__)
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list the N poorest answers of the tuning part"
    )
    worst = parser.parse_args().worst
    with run.directories() as directories:
        for part in run.PARTS:
            for name, root in directories.items():
                outcomes = run.evaluate(root, run.read(part))
                put(run.table(f"{part}.json, {name} directory", outcomes))
                if part == run.TUNED:
                    for outcome in sorted(outcomes, key=lambda o: o.ndcg)[:worst]:
                        put(f"  {outcome.ndcg:.3f}  {outcome.case.query}  {' '.join(outcome.found)}")


def put(text: str) -> None:
    """Print lines of text."""
    sys.stdout.write("\n".join(map(clean, text.split("\n"))) + "\n")


if __name__ == "__main__":
    main()
