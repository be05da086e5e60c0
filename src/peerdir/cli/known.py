"""What `lint --baseline` does: keep the new findings, count the old ones, and forget those that were mended."""

from pathlib import Path
from typing import TYPE_CHECKING

from peerdir.cli.options import say, stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.diagnostic import Diagnostic


def keep_new(found: "Sequence[Diagnostic]", file: Path, *, whole: bool) -> "Sequence[Diagnostic]":
    """Return the findings that are not in `file`. The first time the file is written with all of them.

    Only a look at the `whole` directory tells which old findings were mended; those leave the file.
    """
    from peerdir.lint import baseline
    from peerdir.output import write_file

    now = baseline.known(found)
    if not file.exists():
        write_file(file, baseline.dump(now))
        say(f"{len(now)} findings are in {file}; from now on only new ones are reported")
        return []
    try:
        old = baseline.parse(file.read_bytes())
    except baseline.BaselineError as error:
        stop(f"{file}: {error}", 3)
    if whole and (gone := old - now):
        write_file(file, baseline.dump(old & now))
        say(f"{len(gone)} old findings were mended and have left {file}")
    say(f"{len(old & now)} old findings are not shown")
    return baseline.new(found, old)
