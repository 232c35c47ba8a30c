"""How does guidance change? Each function is one step that a person takes, or that the day brings."""
