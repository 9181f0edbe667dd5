"""Sorting keys of all kinds gives what a plain merge sort by `<` gives, which is stable."""

import random, functools
random.seed(3)
class C:
    def __init__(s,v): s.v=v
    def __lt__(s,o): return s.v<o.v
def ref(keys):
    # stable insertion by <
    idx=list(range(len(keys)))
    def m(a):
        if len(a)<2: return a
        h=len(a)//2; l=m(a[:h]); r=m(a[h:]); o=[]
        i=j=0
        while i<len(l) and j<len(r):
            if keys[r[j]]<keys[l[i]]: o.append(r[j]); j+=1
            else: o.append(l[i]); i+=1
        return o+l[i:]+r[j:]
    return m(idx)
def rs(n): return ''.join(random.choice('ab\0\xff\u0100z') for _ in range(random.randrange(n)))
gens=[
 lambda: random.randrange(10), lambda: random.randrange(10**6), lambda: random.randrange(-2**52,2**52), lambda: random.random(),
 lambda: random.choice([0.0,-0.0,1.5,1,True,False,float('inf'),-float('inf')]), lambda: random.choice([1,2**70,-2**70,5.5]),
 lambda: rs(3), lambda: rs(12), lambda: 'key%05d'%random.randrange(500), lambda: rs(30),
 lambda: (random.randrange(5),random.random()), lambda: (rs(2),random.randrange(3)), lambda: (rs(9),rs(9),random.randrange(3)),
 lambda: tuple(random.randrange(3) for _ in range(random.randrange(4))), lambda: (random.randrange(2), rs(3) if random.random()<.5 else rs(8)),
 lambda: C(random.randrange(20)), lambda: (random.randrange(3), C(random.randrange(20))), lambda: (1,'x'+rs(3), 2**64+random.randrange(3)),
 lambda: random.expovariate(.01)**6, lambda: (random.random()<.5), lambda: [random.randrange(3),rs(2)], lambda: random.choice(['\U0001F600','a',rs(4)]),
 lambda: '\U0001F600'+rs(3), lambda: b'x%d'%random.randrange(20)]
for g in gens:
    for n in (0,1,2,5,12,13,20,30,60,200,1000):
        keys=[g() for _ in range(n)]
        if n==60: keys.sort(key=functools.cmp_to_key(lambda a,b:-1 if a<b else 1 if b<a else 0)); keys=keys[:50]+keys[:10] if random.random()<.5 else keys[::-1]
        items=[[i] for i in range(len(keys))]
        it=iter(keys)
        out=sorted(items,key=lambda x:keys[x[0]])
        want=ref(keys)
        assert [x[0] for x in out]==want,(n,keys[:30])
        k2=sorted(keys)
        assert all(a is b for a,b in zip(k2,[keys[i] for i in want])),(keys,)
        out=sorted(items,key=lambda x:keys[x[0]],reverse=True)
        want=[len(keys)-1-i for i in ref(keys[::-1])][::-1]
        assert [x[0] for x in out]==want,(n,)
        k3=list(keys); k3.sort(reverse=True)
        assert all(a is b for a,b in zip(k3,[keys[i] for i in want]))
for bad in ([1,'a']*20,['a',1]*20,[(1,'a'),(1,2)]*20,[(1,None)]*10+[(1,2)]*20):
    try: sorted(bad)
    except TypeError as e: pass
    else: assert 0
    try: bad.sort(key=lambda x:x)
    except TypeError: assert len(bad) in (30,40)
    else: assert 0
n=float('nan'); x=[n,1.0,2.0,n,0.5]*10; x.sort(); assert len(x)==50
