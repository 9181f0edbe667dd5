order = ['a starts']
from . import circular_b
order.append('a sees ' + circular_b.name)
name = 'A'
