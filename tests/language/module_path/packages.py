# config: modules.path = @tests@/vetted
import parcel.inner

print(parcel.total, parcel.inner.facts)  # expect: 42 (41, 'parcel.weight', 'parcel.inner', 'parcel.inner', 2)
