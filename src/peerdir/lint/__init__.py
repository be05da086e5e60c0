"""Rules over entries, to findings: what is checked, kept, printed, mended and excused."""
