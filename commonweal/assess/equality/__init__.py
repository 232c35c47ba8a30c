"""Equality: what will a decision do to people of each characteristic, who checked it, who signed it, and what follows?

A plan or policy comes in with the day of its decision, which says under which duties it is assessed; out goes a signed
assessment that never changes, its action plan that nobody lets lapse, and a text for the stage that answers to publish.
Whoever owns the policy owns the assessment; an adviser checks it and whoever decides signs it, three different people.
"""
