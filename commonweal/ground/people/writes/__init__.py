"""How are people invited, given roles and removed, and how do they change their own sign-in?"""
