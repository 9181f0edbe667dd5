"""Dicts and sets with all kinds of keys do what a list of pairs does that is searched by hash and equality."""
import random
random.seed(5)
class E:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return isinstance(o,E) and s.v==o.v or s.v==o
    def __hash__(s): return hash(s.v)
class O: pass
objs=[O() for _ in range(20)]
pool=[1,1.0,True,0,False,2,2.5,'a','b',None,(1,2),(1.0,2),(True,2),b'x',2**70,float(2**70),'\U0001F600',frozenset([1]),frozenset([True]),1j,0j,-1,-2,2**53,float(2**53),float('inf'),1e300,-0.0]+objs+list(range(10,60))+['k%d'%i for i in range(40)]+[i/7 for i in range(30)]+[(i,str(i)) for i in range(20)]
for trial in range(300):
    p=list(pool)
    if trial%3==0: p+= [E(i) for i in range(5)]+[E('a'),E((1,2))]
    random.shuffle(p); p=p[:random.choice([3,8,9,20,100,160])]
    d={}; ref=[]  # list of [k,v]
    def find(k):
        for i,(a,b) in enumerate(ref):
            if a is k or (hash(a)==hash(k) and a==k): return i
        return -1
    for step in range(random.choice([20,200,600])):
        k=random.choice(p); r=random.random(); i=find(k)
        if r<.5:
            d[k]=step
            if i>=0: ref[i][1]=step
            else: ref.append([k,step])
        elif r<.75:
            got=d.pop(k,'none'); exp=ref.pop(i)[1] if i>=0 else 'none'
            assert got==exp,(k,got,exp)
        elif r<.8 and ref:
            a,b=d.popitem(); x=ref.pop(); assert b==x[1]
        elif r<.83: d=d.copy()
        elif r<.85: d=dict(d)
        else:
            assert d.get(k,'none')==(ref[i][1] if i>=0 else 'none'),(k,)
            assert (k in d)==(i>=0)
        assert len(d)==len(ref)
    assert list(d.values())==[b for a,b in ref]
    assert all(a is b[0] or a==b[0] for a,b in zip(d,ref))
    s=set(p); assert all(x in s for x in p)
    assert set(list(s))==s
    t=s-set(p[:5]); assert t|set(p[:5])==s and len(t)==len(s)-len(set(p[:5])), len(t)
    assert s&t==t and t<=s and s^t==set(p[:5])
    f=frozenset(p); assert hash(f)==hash(frozenset(reversed(p)))
