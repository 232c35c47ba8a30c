"""Stories about the whole house, told in a real browser against the real program: `python3 run demo`, started and stopped."""
