# config: vivarium.policies = +attributes
print(().__class__)  # expect: <class 'tuple'>
().__class__.__base__  # raises: AttributeError: attribute '__base__' of 'type' is not allowed by policy 'attributes'
