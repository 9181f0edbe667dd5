"""
>>> 1+1
2
>>> [1,2]
[1, 3]
>>> 1/0
Traceback (most recent call last):
ZeroDivisionError: division by zero
>>> {1:2}['x']
5
"""
def f(x):
    """
    >>> f(2)
    4
    >>> f('a')
    'b'
    """
    return x*2
