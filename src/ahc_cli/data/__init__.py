"""From bytes to events: reading a dataset, checking it, and limiting it to a day."""
