"""A collection to the pages of a web site: plain files that open from a disk as well as from a server."""

from peerdir.render.site.pages import plan
from peerdir.render.site.templates import SiteError

__all__ = ["SiteError", "plan"]
