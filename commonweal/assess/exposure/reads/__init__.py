"""Which studies and layers are there, and what is the answer to a question?"""
