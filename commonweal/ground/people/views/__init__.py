"""Which page answers: signing in, one's own account, or administering people?"""
