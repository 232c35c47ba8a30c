"""Pages of the weekly return."""
