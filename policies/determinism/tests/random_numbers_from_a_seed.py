# config: vivarium.policies = +determinism
# config: determinism.seed = 7
import random
print(random.random())         # expect: 0.4257428665715922
print(random.getrandbits(64))  # expect: 7068874204242555242
print(random.SystemRandom().random())  # expect: 0.01678829452815611
