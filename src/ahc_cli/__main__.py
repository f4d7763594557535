"""The program: `ahc`, and `python -m ahc_cli`."""

import gc
import os
import sys

try:
    import signal
except KeyboardInterrupt:
    raise SystemExit(130) from None

# While modules load, Ctrl-C ends the process without a traceback; `main` restores Python's own
# handling. It costs no time that can be measured.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
# One process answers one question and leaves no garbage worth collecting. Not looking for it saves
# a twentieth of a start.
gc.disable()

from ahc_cli.cli.app import run  # noqa: E402 - importing creates no garbage either


def main() -> None:
    """Run the program and exit with its code."""
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        # Arguments are UTF-8 in every locale; what is not is refused where it is read.
        code = run([os.fsencode(arg).decode(errors="surrogateescape") for arg in sys.argv[1:]])
        # Everything is written. Not taking the interpreter apart saves an eighth of a start.
        os._exit(code)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
