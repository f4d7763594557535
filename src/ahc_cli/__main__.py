"""The program: `ahc`, and `python -m ahc_cli`."""

import gc
import os
import sys

try:
    import signal
except KeyboardInterrupt:
    raise SystemExit(130) from None

# While modules load, Ctrl-C ends the process without a traceback; `main` restores Python's own
# handling.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
# One process answers one question and leaves no garbage worth collecting; looking for it takes a
# tenth of a start.
gc.disable()
# msgspec loads typing_extensions where it is installed, for what these Pythons have themselves.
# Hiding it meanwhile saves a twentieth.
if "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules["typing_extensions"]

from ahc_cli.cli.app import run  # noqa: E402 - importing creates no garbage either


def main() -> None:
    """Run the program and exit with its code."""
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = run(sys.argv[1:])
        os._exit(
            code
        )  # everything is written; taking the interpreter apart takes a twentieth of a start
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
