"""Where an article says it has things from: origins, attribution labels, shared text."""
