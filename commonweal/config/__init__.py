"""Config: the only place that knows every room. Settings, addresses, navigation and commands; nobody imports it."""
