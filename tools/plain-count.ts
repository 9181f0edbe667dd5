/** A reporter for vitest: the last line of a run is `N passed, N failed, N skipped`, for people and scripts alike. */
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

export default class PlainCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    let passed = 0
    let failed = errors.length
    let skipped = 0
    for (const module of modules) {
      let own = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'failed') {
          failed += 1
          own += 1
        } else skipped += 1
      }
      // A file that could not be loaded, or a hook that failed, fails without a test of its own.
      if (own === 0 && module.state() === 'failed') failed += 1
    }
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}
