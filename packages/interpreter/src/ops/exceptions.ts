// Exceptions and with. ref: compound_stmts#the-try-statement
import { op } from '../opdef.ts'

op(
  'PUSH_EXC_INFO',
  'out saved, reg exception',
  'control',
  'saved = the handled exception; exception is handled from here on',
)
op('POP_EXCEPT', 'reg saved', 'control', 'the exception saved is the handled one again')
op('RERAISE', 'reg exception', 'control', 'raise again, without another entry in the traceback')
op('RAISE_VARARGS', 'opt exception, opt cause', 'control', 'raise [exception [from cause]]')
op(
  'JUMP_UNLESS_EXC_MATCH',
  'reg exception, reg type, label target',
  'branch',
  'if the exception is no instance of type: goto target',
  (m, exception, type) => !m.exceptionMatches(exception, type),
)
op(
  'CHECK_EG_MATCH',
  'out match, reg exception, reg type',
  'control',
  'match = the part of the exception that except* takes; match+1 = the rest',
)
op(
  'PREP_RERAISE_STAR',
  'out result, reg original, reg raised',
  'value',
  'result = what is left to raise after the except* clauses, or None',
  (m, original, raised) => m.prepReraiseStar(original, raised),
)
op('BEFORE_WITH', 'out entered, reg context', 'control', 'entered = result of __enter__; entered+1 = bound __exit__')
op(
  'BEFORE_ASYNC_WITH',
  'out entered, reg context',
  'control',
  'entered = result of __aenter__; entered+1 = bound __aexit__',
)
op('WITH_EXIT', 'out result, reg exit', 'control', 'result = exit(None, None, None)')
op(
  'WITH_EXCEPT_START',
  'out result, reg exit, reg exception',
  'value',
  'result = exit(type, exception, traceback)',
  (m, exit, exception) => m.withExceptStart(exit, exception),
)
op(
  'CLEANUP_THROW',
  'out result, reg exception',
  'value',
  'result = value of a StopIteration; any other exception is raised again',
  (m, exception) => m.cleanupThrow(exception),
)
