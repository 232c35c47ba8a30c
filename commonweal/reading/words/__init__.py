"""What do a few words name: a body, a person, several partners, a day?"""
