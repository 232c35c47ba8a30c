"""Meetings: when a body meets, what stands on its agenda and when the papers have to be out.

In come the bodies and their members from the ground; out go a meeting and its numbered agenda, to which papers are written.
The committee officer of the body owns it.
"""
