"""Text from the directory in letters and call sheets whose language runs from the right."""

import re

from peerdir.cards.columns import is_right_to_left
from peerdir.clean import clean
from peerdir.render.booklet.passages import END, LEFT_TO_RIGHT, isolated
from peerdir.render.due import Sheet

# No sign: it tells whoever shows a line that it begins at the right, whatever letters come first.
FROM_THE_RIGHT_MARK = "\u200f"
# Latin words with what is between them and the stop behind them.
FROM_THE_LEFT = re.compile(r"([A-Za-z\u00c0-\u024f](?:[^\u0590-\u08ff]*[A-Za-z0-9\u00c0-\u024f.!?])?)")


def runs_from_the_right(sheet: Sheet) -> bool:
    """Tell whether the words of a sheet are read from right to left."""
    return is_right_to_left(sheet.words["unknown"])


def kept(text: str, sheet: Sheet) -> str:
    """Clean a text, and among words from the right keep what is in it from the left in its own order."""
    plain = clean(" ".join(text.split()))
    if not plain or not runs_from_the_right(sheet):
        return plain
    if not is_right_to_left(plain):
        return f"{LEFT_TO_RIGHT}{plain}{END}"
    pieces = FROM_THE_LEFT.split(plain)
    return "".join(f"{LEFT_TO_RIGHT}{one}{END}" if i % 2 else isolated(one) for i, one in enumerate(pieces))
