"""The words people say, as data: what is used, what is missing, and how to add a word without touching another."""
