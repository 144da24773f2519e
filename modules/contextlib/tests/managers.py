import contextlib

log = []
@contextlib.contextmanager
def logged(x):
    log.append("in")
    try:
        yield x
    except KeyError as error:
        log.append(f"caught {error}")
    finally:
        log.append("out")
with logged(5) as v:
    raise KeyError(v)
with contextlib.suppress(ValueError):
    int("x")
with contextlib.ExitStack() as stack:
    stack.callback(log.append, "callback")
    stack.enter_context(logged(7))
@logged(3)
def f():
    log.append("body")
f()
print(log)  # expect: ['in', 'caught 5', 'out', 'in', 'out', 'callback', 'in', 'body', 'out']
