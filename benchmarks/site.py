"""Time the web pages of a large directory beside writing as many bytes to as many files.

python -m benchmarks.site [NUMBER | DIRECTORY]
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate

SETTLED = 3.0  # seconds
LANGUAGES = "languages: [en, es, fr]\n"  # three of seven, which is as many as most directories will have


def written_again(site: Path, beside: Path) -> tuple[float, int, int]:
    """Write every file of a site to another folder; return the seconds that takes, the files and the bytes."""
    seconds, files, size = 0.0, 0, 0
    for path in sorted(site.rglob("*")):
        if path.is_file():
            content, target = path.read_bytes(), beside / path.relative_to(site)
            start = time.perf_counter()
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            seconds += time.perf_counter() - start
            files, size = files + 1, size + len(content)
    return seconds, files, size


class Run(NamedTuple):
    """One call: seconds, seconds of computing in all its processes, and the memory of the largest, in bytes.

    The memory is that of the largest process since this one began, so the cold build comes first.
    """

    seconds: float
    computing: float
    memory: int


def rendered(root: Path, site: Path, cache: Path) -> Run:
    """Render the site of a directory as a process of its own."""
    command = [sys.executable, "-m", "peerdir", "render", "site", "-C", str(root), "-o", str(site)]
    environment = {**os.environ, "PEERDIR_CACHE": str(cache)}
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    computing = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, computing, after.ru_maxrss * 1024)


def main(root: Path, folder: Path) -> None:
    """Print how long the site takes: all of it, again with nothing changed, and the mere writing."""
    site, cache = folder / "site", folder / "cache"
    programs = len(list((root / "programs").glob("*.yaml")))
    cold, unchanged = rendered(root, site, cache), rendered(root, site, cache)
    writing, files, size = written_again(site, folder / "again")
    print(f"{programs:,} programs, {files:,} files, {size / 1e6:,.0f} MB; writing them: {writing:.1f} s")
    ratio, each = cold.seconds / writing, cold.memory / programs
    print(f"cold:      {cold.seconds:6.1f} s  {ratio:5.1f} x writing; {cold.computing:.1f} s of computing")
    print(f"           {cold.memory / 1e6:,.0f} MB in the largest process, {each / 1e3:,.0f} KB a program")
    print(f"unchanged: {unchanged.seconds:6.1f} s; {unchanged.computing:.2f} s of computing")
    shutil.rmtree(folder / "again")


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "1000"
    with tempfile.TemporaryDirectory() as name:
        if given.isdecimal():
            generate(int(given), Path(name) / "directory")
            settings = Path(name) / "directory" / "directory.yaml"
            text = re.sub(r"(?m)^languages:.*\n", LANGUAGES, settings.read_text(encoding="utf-8"))
            settings.write_text(text, encoding="utf-8")
            # What was written a moment ago may change again unseen, so pages made of it are made again.
            time.sleep(SETTLED)
        main(Path(name) / "directory" if given.isdecimal() else Path(given), Path(name))
