"""What is allowed: states, the gate, reviews and ratings. Pure: no Django, no database, no clock."""
