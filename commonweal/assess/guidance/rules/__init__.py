"""What may be, and what counts as late? No table, no clock."""
