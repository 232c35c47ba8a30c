"""Questions about papers, and how their content becomes a page, a PDF and a Word file."""
