"""Ground: what every stage stands on - who may see, what was changed, places, partners, people, scales, messages."""
