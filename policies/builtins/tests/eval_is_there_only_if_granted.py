# config: builtins.deny = +eval +exec +compile
import builtins

print([name for name in ["eval", "exec", "input"] if hasattr(builtins, name)])  # expect: []
eval("1")  # raises: NameError: name 'eval' is not defined
