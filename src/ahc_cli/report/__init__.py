"""What follows from the record: status, states, items and their facts, definitions."""
