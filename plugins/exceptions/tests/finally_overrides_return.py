def f():
    try:
        return 'try'
    finally:
        return 'finally'  # warns: 'return' in a 'finally' block
def g():
    try:
        1 / 0
    finally:
        return 'swallowed'  # warns: 'return' in a 'finally' block
print(f(), g())  # expect: finally swallowed
