"""`/gaps` and `/replay`: what people ask, and what becomes of it."""
