// @typhon/cli: the command `typhon`.
export { main } from './main.ts'
