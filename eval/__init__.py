"""Scores of the answers and the benchmark. Sits on qa; knows nothing of HTTP."""
