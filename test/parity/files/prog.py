import argparse
p=argparse.ArgumentParser(description="A program. "*10, epilog="The end")
p.add_argument("name", help="the name", nargs='+')
p.add_argument("-n","--number", type=int, default=3, choices=[1,2,3], help="a number (default %(default)s)")
g=p.add_mutually_exclusive_group()
g.add_argument("--foo", action="store_true"); g.add_argument("--bar", action="store_false")
s=p.add_argument_group("group","desc")
s.add_argument("--long-option-name", metavar="X", help="very long help "*8)
print(p.parse_args())
