import parcel  # raises: ModuleNotFoundError: No module named 'parcel'
