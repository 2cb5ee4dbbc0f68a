"""What a page says of itself: when it was published, by whom, what it is called."""
