"""The errors of this package.

EncoderError    a model that cannot be had, read or trusted
VectorsError    vectors of the wrong shape, or an index file that is not what it should be
"""


class EncoderError(Exception):
    """A model cannot be found, read or trusted. The message is one line for the user."""


class VectorsError(Exception):
    """Vectors or an index file are not of the expected shape."""
