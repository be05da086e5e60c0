"""The search index: one SQLite file made from the records, so that a search reads no YAML."""
