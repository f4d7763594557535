"""What is asked: tokens of a line, names, queries, and tests of events and entries."""
