"""What is judged in the weekly return, without a database, a clock or a page."""
