"""Listen: what comes in from outside - documents that people already have, and later returns and engagements."""
