# config: vivarium.policies = +nodes
# config: nodes.deny = While
print(sorted([2, 1]))  # expect: [1, 2]
eval("[n for n in [1]]")
exec("while False: pass")  # raises: SyntaxError: 'While' nodes are not allowed by policy 'nodes'
