class A:
    width = 1
A().widht  # raises: AttributeError: 'A' object has no attribute 'widht'. Did you mean: 'width'?
