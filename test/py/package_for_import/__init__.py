"""A package that test_import.py imports."""

from . import first
from .first import value as renamed

__all__ = ['first', 'visible', 'lazy_name']
visible = 'visible'
_hidden = 'hidden'
loads = []


def __getattr__(name):
    if name == 'lazy_name':
        return 'made by __getattr__'
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__():
    return ['visible', 'lazy_name']
