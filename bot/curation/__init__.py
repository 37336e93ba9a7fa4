"""Bringing knowledge in and carrying it out: import, export, aliases."""
