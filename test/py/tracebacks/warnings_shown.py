import warnings


def old():
    warnings.warn('use new() instead', DeprecationWarning, stacklevel=2)


old()
warnings.warn('plain warning')
warnings.warn('plain warning')
warnings.warn('shown once per place', RuntimeWarning)
assert (1, 'a tuple is true')
x = 1
x is 1
'\d'
