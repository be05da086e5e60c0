"""Keep a community directory of peer support programs as YAML files: check it, search it, print it, publish it."""

__version__ = "0.1.0"
