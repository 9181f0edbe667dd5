"""Pools of threads. lib: concurrent.futures#threadpoolexecutor"""
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

with ThreadPoolExecutor(max_workers=3) as pool:
    assert list(pool.map(lambda n: n * n, range(20))) == [n * n for n in range(20)]
    future = pool.submit(divmod, 1, 0)
    assert type(future.exception()) is ZeroDivisionError
    futures = [pool.submit(lambda n: (time.sleep(n / 1000), n)[1], n) for n in (5, 1, 3)]
    assert sorted(f.result() for f in as_completed(futures)) == [1, 3, 5]
    names = {f.result() for f in [pool.submit(lambda: threading.current_thread().name) for _ in range(9)]}
    assert names <= {'ThreadPoolExecutor-0_0', 'ThreadPoolExecutor-0_1', 'ThreadPoolExecutor-0_2'}
    event = threading.Event()
    blocked = pool.submit(event.wait)
    assert wait([blocked], timeout=0.01).not_done == {blocked}
    event.set()
    assert blocked.result(5) is True
