f'{5:q}'  # raises: ValueError: Unknown format code 'q' for object of type 'int'
