"""Scales: statuses, duty sets, paper formats and question sets, each a file with a version, dates and a source.

YAML files come in, ours and the operator's own; out go frozen values that a record names by a string such as
"plan_status@2026-1", so that it is always read under the version it was made under. There is no table. The
administrator owns it.
"""
