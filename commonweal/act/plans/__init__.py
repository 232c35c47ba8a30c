"""Plans: a strategy's promises come in, with who leads each and what would prove it; partners report, link bodies confirm,
evidence is judged by a second person, and out goes a status that says why. Partnership managers own the structure,
delivery partners their own progress, link bodies the confirmation.
"""
