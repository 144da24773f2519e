# config: vivarium.policies = +nodes
# config: nodes.deny = While Lambda
while True:  # raises: SyntaxError: 'While' nodes are not allowed by policy 'nodes'
    pass
