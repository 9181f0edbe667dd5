"""Run one module of CPython's test suite and print one line per test.

usage: INTERPRETER worker.py MODULE   (with the folder that holds `test/` on PYTHONPATH)

Each line is `@@ STATUS<TAB>ID` with STATUS one of pass, fail, error, skip, and for a skip a third
field: the reason.  Only the simplest parts of unittest are used, so that an interpreter that is
still being built can run it.
"""
import os
import sys
import unittest


def emit(status, test, note=""):
    note = " ".join(str(note).split())[:200]
    sys.__stdout__.write("\n@@ %s\t%s\t%s\n" % (status, test.id(), note))
    sys.__stdout__.flush()


class Lines(unittest.TestResult):
    """A result that reports a test when it ends, counting a test with failed subtests as failed."""

    def startTest(self, test):
        super().startTest(test)
        self._bad = None

    def addSuccess(self, test):
        self._done = ("pass", "")

    def addFailure(self, test, err):
        self._bad = ("fail", "%s: %s" % (err[0].__name__, err[1]))

    def addError(self, test, err):
        note = "%s: %s" % (err[0].__name__, err[1])
        if isinstance(test, unittest.TestCase):
            self._bad = ("error", note)
        else:                       # setUpClass / setUpModule
            emit("error", test, note)

    def addSkip(self, test, reason):
        if isinstance(test, unittest.TestCase) and hasattr(self, "_bad"):
            self._done = ("skip", reason)
        else:
            emit("skip", test, reason)

    def addExpectedFailure(self, test, err):
        self._done = ("pass", "")

    def addUnexpectedSuccess(self, test):
        self._bad = ("fail", "unexpected success")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._bad = ("fail", "%s: %s" % (err[0].__name__, err[1]))

    def stopTest(self, test):
        status, note = self._bad or getattr(self, "_done", ("error", "no outcome"))
        emit(status, test, note)
        self._done = ("error", "no outcome")
        super().stopTest(test)


class Missing:
    """What a CPython-only test extension would hold: it can be named; using it skips the test."""

    def __init__(self, owner):
        self._owner = owner

    def __call__(self, *args, **kwargs):
        raise unittest.SkipTest("requires " + self._owner)


class Absent(type(sys)):
    """Stands for a CPython-only test extension, so that a module which imports it at its top can be loaded."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(self.__name__)


ABSENT = ("_testcapi", "_testinternalcapi", "_testlimitedcapi", "_testsinglephase", "_testclinic")


def leaves(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from leaves(test)
        else:
            yield test


def load(name):
    """Return (suite, whether something was not loaded for want of a CPython-only test extension)."""
    try:
        suite = unittest.defaultTestLoader.loadTestsFromName("test." + name)
    except Exception as why:
        return why, "_test" in str(why)
    for test in leaves(suite):
        kind = type(test).__name__
        if kind == "_FailedTest" and "_test" in str(test._exception):
            return suite, True
        if kind == "ModuleSkipped":
            method = getattr(type(test), test._testMethodName)
            if "_test" in getattr(method, "__unittest_skip_why__", ""):
                return suite, True
    return suite, False


def main():
    name = sys.argv[1]
    sys.argv[:] = [sys.argv[0]]
    try:
        from test import support
        support.use_resources = ["subprocess", "cpu"] + (["network"] if name == "test_socketserver" else [])
        support.verbose = 0
    except Exception:
        pass
    suite, lacking = load(name)
    if lacking and sys.implementation.name != "cpython":
        for absent in ABSENT:
            sys.modules.setdefault(absent, Absent(absent))
        sys.modules["_testinternalcapi"].get_config = lambda: {"code_debug_ranges": 1}
        sys.modules["_testinternalcapi"].get_immortalize_deferred = lambda: False
        sys.modules["_testcapi"].Py_C_RECURSION_LIMIT = 10000
        for module in list(sys.modules):
            if (module + ".").startswith("test." + name + "."):
                del sys.modules[module]
        suite, lacking = load(name)
    if isinstance(suite, Exception):
        raise suite
    suite(Lines())
    sys.__stdout__.write("\n@@ end\t%s\t\n" % name)
    sys.__stdout__.flush()
    os._exit(0)


main()
