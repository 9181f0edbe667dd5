// Loads every opcode declaration; the order is that of the numbers.
import './arith.ts'
import './names.ts'
import './collections.ts'
import './calls.ts'
import './exceptions.ts'
