"""Text to vectors, vectors to neighbours. Knows nothing of questions, sources or HTTP."""
