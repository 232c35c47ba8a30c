"""The pages of this room: each file holds those about one kind of thing."""
