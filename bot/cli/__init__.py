"""The terminal: thin commands over the services."""
