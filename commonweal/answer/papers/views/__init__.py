"""The pages of papers: writing one, judging one, and what was decided on each."""
