"""Papers: what is put before a body, in that body's own form, with every figure traced to the record it was counted from.

In come meetings, paper formats and figures from live records; out goes an approved paper whose figures and text are frozen
under a hash, as HTML, PDF and DOCX. The committee officer drafts, others clear, approve and publish.
"""
