"""The booklet for reading without paper: as one web page, and as plain text that can be turned into Braille.

It has the same content as the printed one. Pages have no numbers there, so entries have: contents and indexes name
them, and on the web page they lead to them.
"""

from peerdir.render.reading.renderer import FORMATS, render

__all__ = ["FORMATS", "render"]
