"""Visibility: who may see a record, and which of its columns.

A viewer comes in (who is asking, in which roles, for which organisations); the rows and columns that this viewer may see
go out. Nothing is visible unless something here says so. Every room builds on it; it knows no room.
"""
