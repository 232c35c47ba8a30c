"""What is there, how does it stand, and for whom does something wait?"""
