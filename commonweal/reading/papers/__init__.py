"""What does a committee paper say: its head, its parts and sections, its recommendations and its closing lists?"""
