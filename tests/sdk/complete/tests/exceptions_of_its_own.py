import complete

try:
    complete.complain("x")
except complete.Complaint as error:
    print(repr(error), isinstance(error, ValueError))  # expect: Complaint("about 'x'") True

class Worse(complete.Complaint):
    pass

try:
    raise Worse("y")
except complete.Complaint as error:
    print(error)  # expect: y
complete.complain(1)  # raises: complete.Complaint: about 1
