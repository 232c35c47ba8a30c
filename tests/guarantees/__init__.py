"""Do the promises of the service hold for everything that exists? Each test prints how much it tried."""
