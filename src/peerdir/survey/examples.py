"""The worked examples of a directory: historical programs, which show what each of the four functions looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerdir.needs import Example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.index.store import Index

MOST = 3


def examples(index: Index) -> Sequence[Example]:
    """Return the historical programs that the public may see, by name, a few at most."""
    sql = "SELECT id, name FROM card WHERE status = 'historical' ORDER BY name, id LIMIT ?"
    return tuple(Example(id_, name) for id_, name in index.execute(sql, (MOST,)))
