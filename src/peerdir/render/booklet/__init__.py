"""A collection to the printed booklet: one PDF, with contents, entries and an index."""

from peerdir.render.booklet.edition import BookletError, Wishes
from peerdir.render.booklet.form import FOLDED, Form
from peerdir.render.booklet.press import Memory
from peerdir.render.booklet.printing import Booklet, make

__all__ = ["FOLDED", "Booklet", "BookletError", "Form", "Memory", "Wishes", "make"]
