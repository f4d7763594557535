"""The command line: options become a question, errors become exit codes. Typer is used only here."""
