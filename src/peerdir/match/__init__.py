"""Which programs fit one person: what fits, what speaks against it, what must be asked."""
