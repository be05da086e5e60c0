"""Count how often each rule speaks in real, invented and generated entries; write the table of docs/rule-frequency.md.

python -m benchmarks.rule_frequency [--today DATE] [--show RULE]

What stands outside the marked part of that page is written by hand: somebody has looked at the findings. With --show it
prints the findings of one rule in the real entries instead, at most twenty, to be looked at.
"""

import argparse
import datetime as dt
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests import berlin

from benchmarks.generate import SAMPLE, generate
from peerdir.diagnostic import Diagnostic
from peerdir.lint.check import lint
from peerdir.lint.reading_rules import reading_rules
from peerdir.reading.collection import load
from peerdir.reading.layout import find_files
from peerdir.rule import Context
from peerdir.rules import all_rules

PAGE = SAMPLE.parent / "docs" / "rule-frequency.md"
BEGIN, END = "<!-- begin: python -m benchmarks.rule_frequency -->\n", "<!-- end -->\n"
GENERATED = 1000
SHOWN = 20


def corpora() -> Mapping[str, Callable[[Path], object]]:
    """Return what is counted, by name: each writes a directory to a folder."""
    ours: dict[str, Callable[[Path], object]] = {
        "Sample": lambda target: target.symlink_to(SAMPLE),
        f"{GENERATED:,} generated": lambda target: generate(GENERATED, target),
    }
    if not berlin.MEETINGS.is_file():
        return ours
    return ours | {
        "Berlin, as told": lambda target: berlin.write(target, SAMPLE / "vocabulary", complete=False),
        "Berlin, filled in": lambda target: berlin.write(target, SAMPLE / "vocabulary", complete=True),
    }


def findings(root: Path, today: dt.date) -> Sequence[Diagnostic]:
    """Return every finding in the directory in `root`."""
    return lint(Context(collection=load(root), today=today), all_rules(), limit=None)


def table(counts: Mapping[str, Counter[str]], files: Mapping[str, int], today: dt.date) -> Iterator[str]:
    """Yield the lines of the table, the rules that speak most often first, and the names of those that do not."""
    total: Counter[str] = Counter()
    for one in counts.values():
        total += one
    names = [rule.name for rule in (*all_rules(), *reading_rules()) if not rule.name.startswith("link-")]
    yield f"Day: `--today {today}`. Each cell: findings, and findings in a thousand files.\n\n"
    yield f"| Rule | {' | '.join(f'{name} ({files[name]:,} files)' for name in counts)} |\n"
    yield f"| --- |{' ---: |' * len(counts)}\n"
    for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        cells = (f"{one[name]:,} ({1000 * one[name] / files[corpus]:,.0f})" for corpus, one in counts.items())
        yield f"| {name} | {' | '.join(cells)} |\n"
    silent = sorted(set(names) - total.keys())
    yield f"\nSilent everywhere ({len(silent)} of {len(names)}): {', '.join(silent)}.\n"


def write(today: dt.date) -> None:
    """Count, and put the table in its place in the page."""
    counts, files = {}, {}
    for name, make in corpora().items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "directory"
            make(root)
            counts[name] = Counter(one.rule for one in findings(root, today))
            files[name] = sum(1 for _ in find_files(root))
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    PAGE.write_text(before + BEGIN + "".join(table(counts, files, today)) + END + rest.split(END)[1], encoding="utf-8")


def show(rule: str, today: dt.date) -> None:
    """Print some findings of one rule in the real entries, chosen by chance but always the same."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "directory"
        berlin.write(root, SAMPLE / "vocabulary", complete=True)
        found = [one for one in findings(root, today) if one.rule == rule]
    chance = random.Random(rule)  # noqa: S311 - which ones to look at, no secret
    for one in chance.sample(found, min(SHOWN, len(found))):
        print(f"{one.path}:{one.span.line}: {one.message}\n    {one.excerpt.strip()}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rule_frequency")
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 21), metavar="DATE")
    parser.add_argument("--show", metavar="RULE", help="print findings of a rule in the real entries")
    given = parser.parse_args()
    if given.show:
        show(given.show, given.today)
    else:
        write(given.today)


if __name__ == "__main__":
    main()
