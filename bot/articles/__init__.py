"""Articles on their way in: readers by format, one model of what is stated of an article, cleaning."""
