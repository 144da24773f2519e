from dataclasses import *

@dataclass
class P:
    x: int
    y: int = 2
    z: list = field(default_factory=list)
print(P(1), P(1, 2) == P(1), P(x=5, z=[1]), P.__match_args__, [f.name for f in fields(P)])  # expect: P(x=1, y=2, z=[]) True P(x=5, y=2, z=[1]) ('x', 'y', 'z') ['x', 'y', 'z']
print(asdict(P(1, z=[P(2)])), astuple(P(1)), replace(P(1), y=9), P.__doc__)  # expect: {'x': 1, 'y': 2, 'z': [{'x': 2, 'y': 2, 'z': []}]} (1, 2, []) P(x=1, y=9, z=[]) P(x: int, y: int = 2, z: list = <factory>)
@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = field(default='q', compare=False, repr=False)
def tried(function, *args, **names):
    try:
        return function(*args, **names)
    except (AttributeError, TypeError) as error:
        return error
print(F(1) < F(2), hash(F(1)) == hash(F(1, 'z')), F(1), tried(setattr, F(1), 'a', 2))  # expect: True True F(a=1) cannot assign to field 'a'
print(tried(P), tried(P, 1, q=2), tried(hash, P(1)))  # expect: P.__init__() missing 1 required positional argument: 'x' P.__init__() got an unexpected keyword argument 'q' unhashable type: 'P'
@dataclass
class C(P):
    w: int = field(default=7, kw_only=True)
    v: InitVar[int] = 0
    def __post_init__(self, v):
        self.s = v + self.x
print(C(1, w=8, v=4), C(1, v=4).s)  # expect: C(x=1, y=2, z=[], w=8) 5
