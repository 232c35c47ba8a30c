"""Pages of guidance."""
