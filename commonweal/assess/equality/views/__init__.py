"""Pages of equality assessments: lists, writing, judging and following up."""
