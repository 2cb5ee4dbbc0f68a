"""The HTTP service: the API and the pages over an engine. Never imports eval."""
