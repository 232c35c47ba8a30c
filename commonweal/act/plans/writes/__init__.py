"""How is a plan changed? Every function here stands under `write`, but for the private ones that they share."""
