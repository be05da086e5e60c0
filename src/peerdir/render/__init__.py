"""Publication: each module turns a collection, already filtered for its audience, into pages. None of them writes."""
