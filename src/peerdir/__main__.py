"""The way in: run a command, and turn everything unforeseen into one plain line and an exit code."""

import gc
import os
import sys

from peerdir import quick

BUG = 70
COULD_NOT_RUN = 3
INTERRUPTED = 130


def main() -> None:
    """Run `peerdir` and end the process at once: taking the program apart takes a tenth of the time of a search."""
    try:
        run()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            raise end from None
        os._exit(end.code)


def run() -> None:
    """Run `peerdir` and raise SystemExit; see docs/cli.md for the exit codes."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a letter gets a question mark, not a failure.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    # A command ends long before its memory matters; looking for cycles would take a fifth of its time.
    gc.disable()
    try:
        code = quick.answer(sys.argv[1:])
        if code is not None:
            sys.exit(code)
        _run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        _say(f"{f'{error.filename}: ' if error.filename else ''}{error.strerror or error}")
        sys.exit(COULD_NOT_RUN)
    except Exception as error:
        if os.environ.get("PEERDIR_DEBUG"):
            raise
        _say(f"a mistake of ours ({type(error).__name__}); please report what PEERDIR_DEBUG=1 shows for this command")
        sys.exit(BUG)


def _run() -> None:
    import signal

    from peerdir.cli import app

    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    app(prog_name="peerdir")


def _say(message: str) -> None:
    from peerdir.clean import clean

    sys.stderr.write(clean(f"peerdir: {message}") + "\n")


if __name__ == "__main__":
    main()
