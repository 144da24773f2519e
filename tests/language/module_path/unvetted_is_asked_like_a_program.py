# config: modules.path = @tests@/vetted
# config: imports.allow = clocked
import clocked  # raises: ImportError: import of 'time' is not allowed by policy 'imports'
