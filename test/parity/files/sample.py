import os, sys
from dataclasses import dataclass
@dataclass
class A(object, metaclass=type):
    x: int = 1
    def f(self, *a, b=2, **k) -> int:
        """doc"""
        match a:
            case [1, *_] if b: return lambda q: q
        try: pass
        except* ValueError as e: raise e from None
        return f"{self.x!r:>{b}} {a=}"
async def g():
    async with x as y, z: await y
    async for i in j: yield i
type T[X: int, *Y] = list[X]
