"""Pages of relationships, exchanges and relays, and those on which they are overseen."""
