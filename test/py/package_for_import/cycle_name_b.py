from .cycle_name_a import a
b = 1
