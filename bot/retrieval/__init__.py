"""Finding passages and sentences: the BM25 model and the index."""
