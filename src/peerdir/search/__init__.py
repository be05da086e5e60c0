"""What people say, to what they mean, to programs: asked of the index."""
