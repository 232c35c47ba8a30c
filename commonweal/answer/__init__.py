"""Answer: meetings, committee papers and the public record of what was promised, done and decided."""
