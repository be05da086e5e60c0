"""The names in a directory: its settings, and the folder for each kind of entry."""

SETTINGS = "directory.yaml"
FOLDERS = {"programs": "program", "organizations": "organization", "vocabulary": "vocabulary"}
ENDING = ".yaml"
