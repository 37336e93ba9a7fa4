"""Text analysis, the same for articles and questions."""
