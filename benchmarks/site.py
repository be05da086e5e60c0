"""Time the web pages of a large directory beside writing as many bytes to as many files.

python -m benchmarks.site [NUMBER | DIRECTORY]
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate

SETTLED = 3.0  # seconds


def written_again(site: Path, beside: Path) -> tuple[float, int, int]:
    """Write every file of a site to another folder; return the seconds that takes, the files and the bytes."""
    files = [(path.relative_to(site), path.read_bytes()) for path in site.rglob("*") if path.is_file()]
    start = time.perf_counter()
    for path, content in files:
        target = beside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return time.perf_counter() - start, len(files), sum(len(content) for _, content in files)


def rendered(root: Path, site: Path, cache: Path) -> float:
    """Render the site of a directory as a process of its own; return the seconds."""
    command = [sys.executable, "-m", "peerdir", "render", "site", "-C", str(root), "-o", str(site)]
    environment = {**os.environ, "PEERDIR_CACHE": str(cache)}
    start = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
    return time.perf_counter() - start


def main(root: Path, folder: Path) -> None:
    """Print how long the site takes: all of it, again with nothing changed, and the mere writing."""
    site, cache = folder / "site", folder / "cache"
    cold = rendered(root, site, cache)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unchanged = rendered(root, site, cache)
    writing, files, size = written_again(site, folder / "again")
    print(f"{files:,} files, {size / 1e6:,.0f} MB; writing them: {writing:.1f} s")
    print(f"cold:      {cold:6.1f} s  {cold / writing:5.1f} x writing; {peak / 1024:,.0f} MB of memory")
    print(f"unchanged: {unchanged:6.1f} s")
    shutil.rmtree(folder / "again")


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "1000"
    with tempfile.TemporaryDirectory() as name:
        if given.isdecimal():
            generate(int(given), Path(name) / "directory")
            # What was written a moment ago may change again unseen, so pages made of it are made again.
            time.sleep(SETTLED)
        main(Path(name) / "directory" if given.isdecimal() else Path(given), Path(name))
