"""Pages of studies and of the layers that they rest on."""
