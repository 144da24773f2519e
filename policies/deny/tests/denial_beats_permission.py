# config: vivarium.policies = +deny
1  # raises: SyntaxError: node is not allowed by policy 'deny'
