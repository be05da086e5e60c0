"""A collection to the printed booklet: one PDF, with contents, entries and an index."""

from peerdir.render.booklet.edition import BookletError
from peerdir.render.booklet.printing import render

__all__ = ["BookletError", "render"]
