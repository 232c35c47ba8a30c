"""What may stand in a file of counts, and what does a declared break mean?"""
