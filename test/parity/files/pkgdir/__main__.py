import sys
print("main", __name__, __file__, sys.argv, __package__, __spec__)
