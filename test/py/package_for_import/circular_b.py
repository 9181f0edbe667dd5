from . import circular_a
circular_a.order.append('b: a has name: ' + str(hasattr(circular_a, 'name')))
name = 'B'
