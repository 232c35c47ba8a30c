"""Two sets of pages: those that anybody may read, and those on which something is released."""
