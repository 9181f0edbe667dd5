from .. import first, visible
from ..first import value as up
from . import __name__ as own_package


def too_far():
    from ... import nothing
