"""Conversation: a follow-up and what was said before -> the question as it stands alone."""
