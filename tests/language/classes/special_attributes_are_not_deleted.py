class Box:
    pass


for target, name in (Box, "__name__"), (Box, "__doc__"), (Box(), "__class__"):
    try:
        delattr(target, name)
    except TypeError as error:
        print(error)
# expect: cannot delete '__name__' attribute of immutable type 'Box'
# expect: cannot delete '__doc__' attribute of immutable type 'Box'
# expect: can't delete __class__ attribute
