# config: vivarium.policies = +attributes
# config: attributes.deny = secret


class Base:
    def secret(self):
        return 1


class Derived(Base):
    def reach(self):
        return super().secret()


Derived().reach()  # raises: AttributeError: attribute 'secret' of 'Derived' is not allowed by policy 'attributes'
