"""Audit: what was changed, by whom, when and why - kept so that nobody can alter it unseen.

Every change in Commonweal is a function under the `write` decorator: it checks permission, locks the record, compares the
version the person saw, runs, and appends one sealed entry in the same transaction. The oversight body owns the record.
"""
