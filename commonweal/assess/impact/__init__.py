"""Impact: what will an operation or an event do to communities, who said so, and who let it go ahead?

A request comes in from a unit that means to act; an assessment of it is drafted, submitted, approved by another person and
reviewed while the operation lives; out goes the one thing that lets an operation be authorised, or a senior officer's
override with the duty that it leaves. Whoever drafts owns the assessment, the commander the decision, oversight the open
duties. It holds nobody who is a suspect, a victim or a detainee: an operation, its communities and its places.
"""
