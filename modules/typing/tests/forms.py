from typing import *

print(Optional[int], Union[int, str], Dict[str, int], Callable[[int], str], Literal[1, 'a'], Annotated[int, 5])  # expect: int | None int | str typing.Dict[str, int] typing.Callable[[int], str] typing.Literal[1, 'a'] typing.Annotated[int, 5]
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, x: T):
        self.x = x
print(Box[int](5).x, Box[int], Box.__parameters__, get_origin(List[int]), get_args(Dict[str, int]))  # expect: 5 __main__.Box[int] (~T,) <class 'list'> (<class 'str'>, <class 'int'>)
class P(NamedTuple):
    x: int
    y: str = 'q'
print(P(1), P._fields, P._field_defaults)  # expect: P(x=1, y='q') ('x', 'y') {'y': 'q'}
class TD(TypedDict):
    a: int
    b: NotRequired[str]
print(TD(a=1), TD.__required_keys__, TD.__optional_keys__)  # expect: {'a': 1} frozenset({'a'}) frozenset({'b'})
@runtime_checkable
class Closes(Protocol):
    def close(self): ...
class C:
    def close(self):
        pass
print(isinstance(C(), Closes), isinstance(1, Closes), NewType('U', int)(5), cast(int, 'x'))  # expect: True False 5 x
