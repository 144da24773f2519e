import warnings

warnings.filterwarnings("error", message="b.*")
warnings.filterwarnings("ignore", message="a.*")
warnings.warn("abc")
warnings.warn("bcd")  # raises: UserWarning: bcd
