"""What is typed: the six questions, an officer's picture and items, reasons, answers, settings and tables."""
