"""`python -m sluitend` is the same as the command `sluitend`."""

import sys

from sluitend.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
