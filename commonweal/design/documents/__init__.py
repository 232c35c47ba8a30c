"""A document of parts, paragraphs and tables comes in; the same as DOCX, PDF and HTML goes out. Knows no room."""
