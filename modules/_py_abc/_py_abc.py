"""The name under which CPython has abstract base classes in Python."""
from abc import ABCMeta, get_cache_token

__all__ = ["ABCMeta", "get_cache_token"]
