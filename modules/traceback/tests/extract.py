import traceback


def inner():
    return traceback.extract_stack()


def fail():
    raise ValueError("no")


print([(f.name, f.lineno, f.line) for f in inner()][1:])
# expect: [('inner', 5, 'return traceback.extract_stack()')]
try:
    fail()
except ValueError as error:
    print(traceback.extract_tb(error.__traceback__, -1)[0].name)  # expect: fail
