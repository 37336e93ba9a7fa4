"""`/knowledge`: how moderators keep the articles, and see what a change does before it is live."""
