"""The command line: options become a request, errors exit codes. Typer is used only here."""
