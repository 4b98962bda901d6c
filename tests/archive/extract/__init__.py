"""What the extractors find in texts."""
