# config: vivarium.policies = +audit +attributes
# config: audit.file = @work@/journal
# config: audit.allowed = no
print(hasattr(print, "__globals__"))  # expect: False
print([].append.__name__)             # expect: append
# noted: 4 attribute __globals__ builtin_function_or_method deny
