"""The version of the library that this package is part of."""

VERSION = "0.1.0"
