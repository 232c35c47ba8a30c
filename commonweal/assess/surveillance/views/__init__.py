"""The pages of the early warning: each file holds those about one kind of thing."""
