"""Somebody at a terminal: a pseudo-terminal with a program on it, what it shows, and lines to type."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import pytest

pty = pytest.importorskip("pty")
SECONDS = 8
PROMPT = "\n> "


class Terminal:
    """One run of `peerdir` on a terminal of its own."""

    def __init__(self, *words: str, folder: Path, environment: Mapping[str, str]) -> None:
        self._mine, theirs = pty.openpty()
        self.seen = ""
        self._sent: signal.Signals | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-m", "peerdir", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={**os.environ, "TERM": "dumb", **environment},
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._mine)

    def until(self, text: str) -> str:
        """Wait until `text` is shown, and return all that was shown since the last time."""
        shown = ""
        while text not in shown.replace("\r", ""):
            ready, _, _ = select.select([self._mine], [], [], SECONDS)
            assert ready, f"waiting for {text!r}, saw {shown!r}"
            more = self._read()
            assert more, f"it ended before {text!r}; saw {shown!r}"
            shown += more
        self.seen += shown
        return shown.replace("\r", "")

    def type(self, line: str) -> str:
        """Type a line, and return what is shown until the next is asked for."""
        os.write(self._mine, f"{line}\n".encode())
        return self.until(PROMPT)

    def send(self, signal_: signal.Signals) -> None:
        """Send a signal, as a closed window or another program does."""
        self._sent = signal_
        self._process.send_signal(signal_)

    def press(self, keys: bytes) -> None:
        """Press keys without Enter: b"\\x03" is Ctrl-C."""
        os.write(self._mine, keys)

    def end(self) -> int:
        """Wait for the end, and return the exit code."""
        limit = time.monotonic() + SECONDS
        while time.monotonic() < limit:
            ready, _, _ = select.select([self._mine], [], [], 1)
            if not ready and self._sent:
                # One that comes in the instant before the program waits for a key is noticed with the next.
                self._process.send_signal(self._sent)
            elif ready:
                more = self._read()
                self.seen += more
                if not more:
                    return self._process.wait(SECONDS)
        raise AssertionError(f"it does not end; saw {self.seen!r}")

    def _read(self) -> str:
        try:
            return os.read(self._mine, 4096).decode("utf-8", "replace")
        except OSError:  # the other side is closed
            return ""
