"""What is defined, how does a version read with all that belongs to it, and which one is in force?"""
