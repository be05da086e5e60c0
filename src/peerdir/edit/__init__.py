"""Entries added and changed: only the bytes that must change do, and every result is read again before it counts."""
