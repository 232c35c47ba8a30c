"""What are the lines of a document: which belong together, how does each begin, and is it a heading, a label or furniture?"""
