"""What is asked about communities? Each drawer's file holds the questions about one kind of thing."""
