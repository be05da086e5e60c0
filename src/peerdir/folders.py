"""The names in a directory: its settings, its inclusion policy, and the folder for each kind of entry."""

SETTINGS = "directory.yaml"
POLICY = "policy.md"
FOLDERS = {"programs": "program", "organizations": "organization", "vocabulary": "vocabulary"}
ENDING = ".yaml"
