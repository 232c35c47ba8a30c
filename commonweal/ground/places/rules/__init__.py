"""What may be stored as an area: reading boundary files, checking them, and laying them on the map. Pure functions."""
