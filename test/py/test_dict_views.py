"""Views of dicts."""

# The items that one of two dicts has alone: those of the larger one are put in first, which decides on the order of a set.
assert [*({16: 36}.items() ^ {-256: 65535, 1: -2, -1000: -1}.items())] == [(-256, 65535), (-1000, -1), (16, 36), (1, -2)]
assert [*({65535: 2}.items() ^ {1: 65535, 5: 255}.items())] == [(65535, 2), (1, 65535), (5, 255)]
assert {1: 2, 3: 4}.items() ^ {1: 2, 3: 5}.items() == {(3, 4), (3, 5)}
