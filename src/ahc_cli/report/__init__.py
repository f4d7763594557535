"""What follows from the record: status, differences, positions, definitions."""
