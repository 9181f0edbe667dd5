import unittest
class A(unittest.TestCase):
    def test_ok(self): self.assertEqual(1,1)
    def test_bad(self): self.assertEqual([1,2,3],[1,2,4])
    def test_err(self): 1/0
    @unittest.skip("no")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_x(self): self.fail("x")
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i,1)
