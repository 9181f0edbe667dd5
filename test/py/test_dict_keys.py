"""Dicts with keys of all kinds against a list of pairs: strings short and long, cut and put together, of classes, numbers, tuples, objects."""

import random
random.seed(7)
class S(str): pass
class H:
    def __init__(s,k): s.k=k
    def __hash__(s): return hash(s.k)
    def __eq__(s,o): return (o.k if isinstance(o,H) else o)==s.k
def keys(kind):
    n=random.randrange(60)
    base=[str(n),'k%d'%n,'longer key number %d'%n,n,n*1.0,(n,),'\U0001f600%d'%n,None,True,b'%d'%n,2**60+n,n+.5,'é%d'%n,'x'*12+str(n%3),'x'*11+str(n%3)]
    if kind: base+=[S('k%d'%n),S('longer key number %d'%n),S(str(n)),S('\U0001f600%d'%n)]
    if kind>1: base.append(H('k%d'%n))
    return random.choice(base)
for round in range(60):
    kind=round%3
    d={};l=[]
    for step in range(random.randrange(400)):
        k=keys(kind);op=random.random()
        i=next((i for i,(a,b) in enumerate(l) if a==k),None)
        if op<.5:
            d[k]=step
            if i is None: l.append((k,step))
            else: l[i]=(l[i][0],step)
        elif op<.7:
            assert (k in d)==(i is not None),(k,d)
            assert d.get(k,-1)==(l[i][1] if i is not None else -1)
            # a fresh string
            if type(k) is str:
                f=''.join(list(k)); assert d.get(f,-1)==(l[i][1] if i is not None else -1)
        elif op<.9:
            r=d.pop(k,-1)
            assert r==(l[i][1] if i is not None else -1)
            if i is not None: del l[i]
        elif op<.92: d=dict(d)
        elif op<.94: d=d.copy() if op<.93 else {**d}
        elif op<.945: d.clear(); l.clear()
        elif op<.96:
            if l: assert d.popitem()==l.pop()
        else:
            assert d.setdefault(k,step)==(l[i][1] if i is not None else step)
            if i is None: l.append((k,step))
        if step%20==0: assert list(d.items())==l and len(d)==len(l)
    assert list(d.items())==l
    assert d==dict(l)
