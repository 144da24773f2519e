# config: modules.path = @tests@/vetted
import parcel.weight.grams  # raises: ModuleNotFoundError: No module named 'parcel.weight.grams'; 'parcel.weight' is not a package
