"""Which page answers: one for reading about organisations, or one that changes them?"""
