import sys
print("pkg main", __name__, __package__, sys.argv[1:], __spec__.name)
from . import mod
