"""What is handed out on single sheets: handouts for one person, folded brochures, posters with strips to tear off."""

from peerdir.render.leaflets.brochure import KINDS
from peerdir.render.leaflets.brochure import render as brochure
from peerdir.render.leaflets.handout import FORMATS, check_open
from peerdir.render.leaflets.handout import render as handout
from peerdir.render.leaflets.issue import Form, Issue, LeafletError, issue, languages
from peerdir.render.leaflets.poster import render as poster

__all__ = [
    "FORMATS",
    "KINDS",
    "Form",
    "Issue",
    "LeafletError",
    "brochure",
    "check_open",
    "handout",
    "issue",
    "languages",
    "poster",
]
