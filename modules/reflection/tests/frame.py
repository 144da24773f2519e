# config: vivarium.inherit = trusted
import sys


def caller():
    return sys._getframe(1)


frame = caller()
print(frame.f_code.co_name, frame.f_lineno, frame.f_back)  # expect: <module> 9 None
print(frame.f_globals is globals())  # expect: True
sys._getframe(100)  # raises: ValueError: call stack is not deep enough
