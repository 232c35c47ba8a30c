"""The pages of the definition register."""
