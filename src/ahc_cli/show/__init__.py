"""What commands answer, put into words: rows with columns, or pages of lines."""
