print(1)
call(1, 2,
     other(3)

def f():
    pass
