"""Where the schemas and templates that ship with the program are: the one place that knows."""

import functools
from pathlib import Path


@functools.cache
def assets(folder: str) -> Path:
    """Return the folder "schemas" or "templates": inside the installed package, or at the top of a checkout."""
    package = Path(__file__).parent
    installed = package / folder
    return installed if installed.is_dir() else package.parents[1] / folder
