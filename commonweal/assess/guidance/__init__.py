"""Guidance notes, protocols, operating procedures, questions and answers, and briefings by community.

Comes in: what an owner writes, why each version changed, and what a community says of the words that describe it. Goes out:
the version in force with how fresh it is, to those of its tier. Owned by the organisation that answers for the document; a
second person approves, and the community itself reviews.
"""
