"""What keeps the pages at hand without a connection: the files of the service worker.

It is for pages that come from a server. From a disk they are at hand anyway, a preview must never be kept, and nothing
for staff is left behind on a device.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

WORKER, NOTICE, SCRIPT = "worker.js", "offline.html", "assets/offline.js"
# So many bytes of search data are loaded beforehand; of more, only what a search has asked for is kept.
MOST = 1_500_000


def worker(source: bytes, files: Mapping[str, bytes], search: Mapping[str, bytes], folders: Iterable[str]) -> bytes:
    """Return the worker's script: `source` with the list of what it keeps at once.

    `files` and the `search` data are kept by their paths; `folders` are those of the languages, "" for the first. The
    name of an edition comes from what is in them, so that a browser loads them again when, and only when, that changed.
    """
    wanted = {**files, **(search if sum(map(len, search.values())) <= MOST else {})}
    named = hashlib.blake2b(source, digest_size=8)
    for path, content in sorted({**files, **search}.items()):
        named.update(hashlib.blake2b(path.encode() + b"\0" + content).digest())
    pages = [folder + page for folder in folders for page in ("index.html", NOTICE)]
    kept = {
        "name": named.hexdigest(),
        "files": [*pages, *wanted],
        "folders": [folder for folder in folders if folder],
    }
    return b"self.kept = " + json.dumps(kept, separators=(",", ":")).encode() + b";\n" + source
