import annotationlib


def f(x: int, y: "str"):
    pass


print(annotationlib.get_annotations(f))  # expect: {'x': <class 'int'>, 'y': 'str'}
print(annotationlib.get_annotations(f, eval_str=True)["y"])  # expect: <class 'str'>
print(annotationlib.get_annotations(f, format=annotationlib.Format.STRING))
# expect: {'x': 'int', 'y': 'str'}
print(annotationlib.type_repr(list[int]))  # expect: list[int]
annotationlib.get_annotations(3)  # raises: TypeError: 3 does not have annotations
