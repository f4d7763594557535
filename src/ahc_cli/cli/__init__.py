"""The command line: options become a question, errors become exit codes. Typer is used only here."""

# Each command with its module and function; a new command is a file, a line here, and its help.
COMMANDS = {
    "show": ("show", "show"),
    "list": ("events", "list_"),
    "filter": ("events", "filter_"),
    "search": ("events", "search"),
    "positions": ("entries", "positions"),
    "count": ("entries", "count"),
    "status": ("show", "status"),
    "timeline": ("events", "timeline"),
    "diff": ("diff", "diff"),
    "actors": ("names", "actors"),
    "topics": ("names", "topics"),
    "places": ("names", "places"),
    "sources": ("names", "sources"),
    "validate": ("dataset", "validate"),
    "schema": ("dataset", "schema"),
    "help": ("help", "help_"),
}
