"""The program as a process of its own: `ahc`, and `python -m ahc_cli`.

One process answers one question and leaves no garbage worth collecting: looking for it would be a tenth of a
start, and the more the longer a dataset is.
"""

import gc

gc.disable()

from ahc_cli.cli import main  # noqa: E402 - what is imported is no garbage either

if __name__ == "__main__":
    main()
