"""Weak references."""

__all__ = ["ReferenceType", "ref"]

ref = ReferenceType = _type()
