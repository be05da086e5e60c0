"""A directory over time: what git knows of it, its editions, and the life of an entry."""
