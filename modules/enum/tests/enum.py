from enum import *

class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def hi(self):
        return f"hi {self.name}"
print(Color.RED, repr(Color.RED), Color(2), Color['RED'], list(Color), Color.CRIMSON is Color.RED)  # expect: Color.RED <Color.RED: 1> Color.GREEN Color.RED [<Color.RED: 1>, <Color.GREEN: 2>] True
print(Color.RED.hi(), len(Color), Color.RED in Color, 7 in Color, Color)  # expect: hi RED 2 True False <enum 'Color'>
def tried(function, *args):
    try:
        return function(*args)
    except (ValueError, KeyError, AttributeError) as error:
        return error
print(tried(Color, 9), tried(setattr, Color, 'RED', 3))  # expect: 9 is not a valid Color cannot reassign member 'RED'
class N(IntEnum):
    A = auto()
    B = auto()
print(N.A, repr(N.B), N.A + 1, N.A < N.B, N(1), N.A == 1)  # expect: 1 <N.B: 2> 2 True 1 True
class S(StrEnum):
    X = auto()
    Y = 'why'
print(S.X, repr(S.Y), S.X == 'x', S('why').upper())  # expect: x <S.Y: 'why'> True WHY
class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(F.R | F.W, repr(F.R | F.X), F(0), F.R in F.RW, list(F.RW), ~F.R, bool(F.R & F.X))  # expect: F.RW <F.R|X: 5> F(0) True [<F.R: 1>, <F.W: 2>] F.W|X False
class Planet(Enum):
    EARTH = (1.0, 2.0)
    MARS = (3.0, 4.0)
    def __init__(self, a, b):
        self.total = a + b
print(Planet.EARTH.total, Planet.MARS.value, Planet((1.0, 2.0)))  # expect: 3.0 (3.0, 4.0) Planet.EARTH
print(list(Enum('A', 'x y z')))  # expect: [<A.x: 1>, <A.y: 2>, <A.z: 3>]
