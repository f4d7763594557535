"""The best answer to a line: views that a command answers, and ranked statements."""
