"""What `ahc` withstands: a test for each row of the table of inputs, numbered as there."""
