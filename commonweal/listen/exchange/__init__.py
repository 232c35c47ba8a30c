"""Exchange: what a trusted member of a community tells us, what we answer, and what may be passed on for which purpose.

In come words that somebody gave us for purposes that they named; out go an answer within its clock and, where they
agreed, a relay to a partner who says whether it was of use. Who the person is stands apart and is opened only with a
reason that oversight reads. The desk officer who keeps the relationship owns it.
"""
