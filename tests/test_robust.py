"""Whatever a file holds, lint answers with diagnostics: damaged, hostile and strange files, and random days."""

import datetime as dt
import json
import tracemalloc
from pathlib import Path

import pytest

from peerdir.lint.check import lint
from peerdir.reading.collection import Collection, load
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import TODAY
from tests.test_schema import mutations, programs


def test_damaged_records_never_break_a_rule(sample: Collection, toy: Path) -> None:
    """Every sample program, damaged in one place, in several ways; those that stay valid go through all rules."""
    for number, entry in enumerate(programs(sample) * 3):
        data = mutations(json.loads(json.dumps(entry.source.data)), number)
        text = json.dumps(data, ensure_ascii=False, indent=1)
        (toy / "programs" / f"p{number}.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    collection = load(toy)
    for today in (TODAY, dt.date(1999, 12, 31), dt.date(2100, 1, 1)):
        found = lint(Context(collection=collection, today=today), all_rules())
        assert found
        assert found == lint(Context(collection=collection, today=today), all_rules())
        assert all(one.span.line >= 1 and one.message for one in found)


BOMBS = {
    "laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
    "brackets": "[" * 60_000,
    "dashes": "- " * 30_000,
    "questions": "? " * 30_000,
    "keys": "\n".join(f"k{i}: {i}" for i in range(8_000)),
    "flow": "{a: " * 16_000,
    "digits": "started: " + "9" * 60_000,
    "hex": "started: 0x" + "f" * 60_000,
    "scalar": "summary: " + "word " * 12_000,
    "folded": "summary: >\n" + "  word\n" * 9_000,
    "quotes": "summary: '" + "''" * 30_000,
    "comments": "#\n" * 30_000,
    "spaces": " " * 60_000,
    "tabs": "\t" * 60_000,
    "surrogates": 'name: "\\ud800\\udfff"',
    "nul": "name: \x00",
    "second": "--- a\n" * 10_000,
    "merge": "<<: {<<: {<<: {a: 1}}}",
    "unknown fields": "\n".join(f"field_{i}: [1, {{a: b}}]" for i in range(900)),
    "wrong languages": "languages: [" + ", ".join(["{code: X}"] * 900) + "]",
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.sampled(8)
def test_bombs_are_refused_in_time_and_memory(name: str, toy: Path) -> None:
    """The promise is 200 MiB and two seconds a file; the clock is looked at in benchmarks/ only."""
    (toy / "programs" / "bomb.yaml").write_text(BOMBS[name], encoding="utf-8", errors="surrogatepass")
    tracemalloc.start()
    found = [one for one in load(toy).diagnostics if one.path == "programs/bomb.yaml"]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 1 <= len(found) <= 11
    assert sum(len(one.message) for one in found) < 20_000
    assert most < 200 * 1024 * 1024
