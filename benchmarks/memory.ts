#!/usr/bin/env node
/**
 * Measures how many bytes Python objects take on Typhon and CPython 3.13.
 *
 *     node --expose-gc benchmarks/memory.ts [--typhon-bundle FILE] [--cpython PATH]
 *
 * Each case makes many objects of a kind and keeps them; the figure is what the heap has grown by, after a collection before
 * and behind, divided by their number. On Typhon that is V8's own figure, asked by the host around one Python program in this
 * process; on CPython the sum of what `sys._debugmallocstats`' allocator holds is not to be had, so `tracemalloc` counts.
 * Ends with status 1 where a case takes more than its target.
 */
import { execFileSync } from 'node:child_process'
