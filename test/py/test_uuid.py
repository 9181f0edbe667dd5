"""uuid: identifiers of time, of names, and random ones. lib: uuid"""
import _uuid
import time
import uuid

first = uuid.uuid1()
assert first.version == 1 and first.variant == uuid.RFC_4122 and first.is_safe is uuid.SafeUUID.unsafe
assert first.node == uuid.uuid1().node
many = [uuid.uuid1() for _ in range(1000)]
assert len(set(many)) == 1000 and [u.time for u in many] == sorted(u.time for u in many)
seconds = (first.time - 0x01b21dd213814000) / 1e7
assert abs(seconds - time.time()) < 60
data, status = _uuid.generate_time_safe()
assert len(data) == 16 and status in (0, -1)
assert uuid.uuid1(node=5, clock_seq=7).hex.endswith('8007000000000005')
assert uuid.uuid4().version == 4 and uuid.uuid4() != uuid.uuid4()
assert str(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org')) == '886313e1-3b8a-5372-9b90-0c9aee199e5d'
assert str(uuid.uuid3(uuid.NAMESPACE_DNS, 'python.org')) == '6fa459ea-ee8a-3ca4-894e-db77e160355e'
