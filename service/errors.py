"""The errors of the service.

ServeError    the server cannot start
"""


class ServeError(Exception):
    """The server cannot start. `str(error)` is one line for the user."""
