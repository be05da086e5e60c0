"""Every limit on what is read, in one place. Each message about a limit says its value.

The values are far above what an honest entry needs and far below what hurts a reader.
"""


class Size:
    """How large a file of one kind may be. (A plain class: a search would wait for typing to be imported.)"""

    __slots__ = ("bytes", "events")

    def __init__(self, bytes: int, events: int) -> None:  # noqa: A002 - what is counted
        self.bytes = bytes
        self.events = events


# A program is 1-8 KiB and a few hundred events; a vocabulary holds all terms in all languages.
SIZES = {
    "program": Size(64 * 1024, 5_000),
    "organization": Size(64 * 1024, 5_000),
    "directory": Size(64 * 1024, 5_000),
    "vocabulary": Size(512 * 1024, 50_000),
}
LINE_LENGTH = 8192
OPEN_BRACKETS_IN_A_ROW = 16
DEPTH = 16
SCALAR = 16 * 1024
KEY = 128
FILES = 200_000
PROBLEMS_PER_FILE = 10
QUOTED_VALUE = 60
# A logo on paper: its file in bytes, and its dots, each of which takes four bytes to print.
PICTURE = 2 * 1024 * 1024
PICTURE_DOTS = 16_000_000
# For how many days an answer about free places is repeated; after that it is a question again.
CAPACITY_DAYS = 30
