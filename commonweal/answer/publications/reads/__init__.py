"""Questions about what is public, what waits to be, and what a statement would say."""
