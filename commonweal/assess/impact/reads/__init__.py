"""The questions over operations and their assessments."""
