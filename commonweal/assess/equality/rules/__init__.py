"""What may happen to an equality assessment, what is due under which law, and what is missing."""
