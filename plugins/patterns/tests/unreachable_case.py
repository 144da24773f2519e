match 1:
    case x: pass  # raises: SyntaxError: name capture 'x' makes remaining patterns unreachable
    case 2: pass
