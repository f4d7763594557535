"""A record and a question → what matches."""
