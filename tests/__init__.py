"""Questions about the whole house: which way imports point, and what people live through in a browser."""
