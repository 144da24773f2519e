class C: pass
c = C()
c.__enter__ = c.__exit__ = lambda *a: None
with c: pass  # raises: TypeError: 'C' object does not support the context manager protocol (missed __exit__ method)
