"""What may be asked, what is shown of an answer, and what may be disclosed of it?"""
