"""The ways to ask and to look around: thin, each parses, calls a service and renders."""
