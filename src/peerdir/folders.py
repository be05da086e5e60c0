"""The names in a directory: its settings, its inclusion policy, and the folder for each kind of entry."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SETTINGS = "directory.yaml"
POLICY = "policy.md"
FOLDERS = {"programs": "program", "organizations": "organization", "vocabulary": "vocabulary"}
ENDING = ".yaml"


def policies(names: "Iterable[str]") -> dict[str, str]:
    """Return which of some files hold the inclusion policy, by language: "es" for policy.es.md, "" for policy.md."""
    found: dict[str, str] = {}
    for name in names:
        stem, _, language = name.removesuffix(".md").partition(".")
        if name == POLICY or (name.endswith(".md") and stem == "policy" and language):
            found[language] = name
    return found
