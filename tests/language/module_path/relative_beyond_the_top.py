# config: modules.path = @tests@/vetted
import parcel

exec("from ... import x", parcel.__dict__)  # raises: ImportError: attempted relative import beyond top-level package
