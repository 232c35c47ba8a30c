"""The demonstration's door: one click signs in as any of its people, without password or second step.

It is installed by settings.DEMONSTRATION alone, its pages refuse to be imported without it, and a session made here is
ended by any other installation that meets it.
"""
