"""Joint working: on what was it agreed, who is lent to whom, what is done, and does it still serve its purpose?

In come an agreed definition of harm, the parties' agreement, counts of what was done by month and limb, and the tension
levels of its areas; out go what may be deployed, drift from purpose in words, and the recurrent problems for the
inspectorate. Whoever commands keeps it, another person agrees, oversight reads along. It holds numbers and bodies, no person.
"""
