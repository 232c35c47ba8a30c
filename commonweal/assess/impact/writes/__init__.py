"""The changes, each under `@write`."""
