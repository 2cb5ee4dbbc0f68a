"""`python -m citewell` is the command `citewell`."""

import sys

from citewell.cli import main

sys.exit(main())
