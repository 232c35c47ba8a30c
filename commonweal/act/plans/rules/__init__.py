"""What is allowed in a plan, and what does the state of an action follow from? Pure: no database, no clock."""
