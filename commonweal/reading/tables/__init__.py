"""What plan do the rows and columns of a table hold?"""
