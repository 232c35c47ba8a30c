"""When may a wording be consulted on, agreed and acted upon, and what does a case say of it?"""
