"""Sources, passages, questions and answers. Knows nothing of HTTP."""
