match 1:
    case _ | 2: pass  # raises: SyntaxError: wildcard makes remaining patterns unreachable
