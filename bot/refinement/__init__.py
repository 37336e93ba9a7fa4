"""What questions teach, and what is kept of the people who asked them."""
