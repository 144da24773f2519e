# config: modules.path = @tests@/vetted
import bare.module

print(bare.module.value)  # expect: 7
