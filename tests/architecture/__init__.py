"""Does the house stand as ARCHITECTURE.md says? Each rule here has been seen to fail on a planted break."""
