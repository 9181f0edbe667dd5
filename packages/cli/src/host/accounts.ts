// Users and groups, through the C library, which knows every source of accounts that the machine is set up with.
import type { Accounts, Group, User } from '@typhon/objspace'
import { cstring, darwin, declare, textAt, viewAt } from './libc.ts'

const getpwnam = declare<[Uint8Array]>('getpwnam', 'uintptr_t', 'void *')
const getpwuid = declare<[number]>('getpwuid', 'uintptr_t', 'uint32_t')
const setpwent = declare<[]>('setpwent', 'void')
const getpwent = declare<[]>('getpwent', 'uintptr_t')
const endpwent = declare<[]>('endpwent', 'void')
const getgrnam = declare<[Uint8Array]>('getgrnam', 'uintptr_t', 'void *')
const getgrgid = declare<[number]>('getgrgid', 'uintptr_t', 'uint32_t')
const setgrent = declare<[]>('setgrent', 'void')
const getgrent = declare<[]>('getgrent', 'uintptr_t')
const endgrent = declare<[]>('endgrent', 'void')

/** Where the comment, home and shell stand in struct passwd; macOS has a time and a class before them. */
const REST = darwin ? 40 : 24

function userAt(address: number): User {
  const v = viewAt(address, REST + 24)
  const text = (at: number): string => textAt(Number(v.getBigUint64(at, true)))
  return {
    name: text(0),
    password: text(8),
    uid: v.getUint32(16, true),
    gid: v.getUint32(20, true),
    comment: text(REST),
    home: text(REST + 8),
    shell: text(REST + 16),
  }
}

function groupAt(address: number): Group {
  const v = viewAt(address, 32)
  const text = (at: number): string => textAt(Number(v.getBigUint64(at, true)))
  const members: string[] = []
  const list = Number(v.getBigUint64(24, true))
  for (let i = 0; list !== 0; i++) {
    const member = Number(viewAt(list + 8 * i, 8).getBigUint64(0, true))
    if (member === 0) break
    members.push(textAt(member))
  }
  return { name: text(0), password: text(8), gid: v.getUint32(16, true), members }
}

/** Reads a whole table; one that is in use twice would skip entries, so that it is read in one go. */
function all<T>(start: () => unknown, next: () => number, end: () => unknown, read: (address: number) => T): T[] {
  const out: T[] = []
  start()
  for (let at = next(); at !== 0; at = next()) out.push(read(at))
  end()
  return out
}

export const accounts: Accounts = {
  user(key) {
    const at = typeof key === 'number' ? getpwuid(key) : getpwnam(cstring(key))
    return at === 0 ? undefined : userAt(at)
  },
  users: () => all(setpwent, getpwent, endpwent, userAt),
  group(key) {
    const at = typeof key === 'number' ? getgrgid(key) : getgrnam(cstring(key))
    return at === 0 ? undefined : groupAt(at)
  },
  groups: () => all(setgrent, getgrent, endgrent, groupAt),
}
