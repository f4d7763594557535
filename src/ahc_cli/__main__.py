"""`python -m ahc_cli`."""

from ahc_cli.cli import main

main()
