"""The error that whatever is printed can end in."""


class PaperError(Exception):
    """Something cannot be printed as it should be; the message says why and what to do."""
