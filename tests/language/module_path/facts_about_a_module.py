# config: modules.path = @tests@/vetted
import parcel.inner.deep as deep
import parcel

print(parcel, parcel.__file__, parcel.__path__)  # expect: <module 'parcel'> parcel/__init__.py ['parcel']
print(deep.__name__, deep.__package__)  # expect: parcel.inner.deep parcel.inner
