"""What may be shared for which purpose, which step may follow which, and what is owed by when?"""
