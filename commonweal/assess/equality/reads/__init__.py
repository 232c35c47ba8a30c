"""Questions about assessments: which there are, what one says, what is due, and whether one is settled."""
