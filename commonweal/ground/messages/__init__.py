"""Messages: who is told that something awaits them, in the house and by e-mail, and nothing more than that.

A notice comes in as part of another room's write; a line on the person's own list and an e-mail without content go out.
Whoever sends one by hand sees every name first. Administrators see what could not be sent.
"""
