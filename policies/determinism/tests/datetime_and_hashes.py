# config: vivarium.policies = +determinism
import datetime
print(datetime.datetime.now(datetime.UTC).date())  # expect: 2026-01-01
print(hash("text") == hash("te" + "xt"))           # expect: True
