"""A verification, or a try, recorded in an entry: a few new bytes, and every other byte of the file stays."""
