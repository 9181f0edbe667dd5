/**
 * One project per package, and one for what tests the whole: `vitest run --project parser`, `vitest run packages/parser`.
 *
 * Packages are tested as sources, so the condition `@typhon/source` has to hold wherever a module is resolved: by Vite
 * for modules it inlines, by Vite for modules it leaves to Node, and by Node. Node imports the sources itself (it strips
 * types); Vite's module runner would turn every import into a property access and so measure something else than Typhon.
 */
import { readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const CONDITION = '@typhon/source'
const conditions = [CONDITION, 'module', 'node', 'development|production']

const packages = readdirSync(new URL('packages', import.meta.url)).sort()

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: [CONDITION, 'node'] } },
  test: {
    experimental: { viteModuleRunner: false },
    execArgv: [`--conditions=${CONDITION}`, '--disable-warning=ExperimentalWarning'],
    pool: 'forks',
    testTimeout: 20_000,
    reporters: ['default', './tools/plain-count.ts'],
    projects: [
      ...packages.map((name) => ({
        extends: true as const,
        test: { name, include: [`packages/${name}/{src,test,scripts,examples}/**/*.test.ts`] },
      })),
      { extends: true as const, test: { name: 'workspace', include: ['{tools,docs,benchmarks,test}/**/*.test.ts'] } },
    ],
  },
})
