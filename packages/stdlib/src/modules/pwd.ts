// The `pwd` module: the users of the machine. lib: pwd
import {
  defineModule,
  defineStructSequence,
  errorWith,
  error,
  host,
  index,
  isIndex,
  pos,
  reprText,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type User,
  type Value,
  W_List,
  refuseSurrogates,
} from '@typhon/objspace'
import { system } from './system/failure.ts'

const structPasswd = defineStructSequence('pwd', 'struct_passwd', 'A user, as the pwd functions give it.', [
  { name: 'pw_name', doc: 'user name' },
  { name: 'pw_passwd', doc: 'password' },
  { name: 'pw_uid', doc: 'user id' },
  { name: 'pw_gid', doc: 'group id' },
  { name: 'pw_gecos', doc: 'real name' },
  { name: 'pw_dir', doc: 'home directory' },
  { name: 'pw_shell', doc: 'shell program' },
])

/** A name, whose type is called by its name even where it is None's. */
function nameOfUser(w: Value): string {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `getpwnam() argument must be str, not ${typeOf(w).fullName}`)
  refuseSurrogates(textOfStr(s), w)
  return textOfStr(s)
}

function newPasswd(user: User): Value {
  const text = (s: string): Value => strFromText(s)
  return structPasswd.make([
    text(user.name),
    text(user.password),
    user.uid,
    user.gid,
    text(user.comment),
    text(user.home),
    text(user.shell),
  ])
}

export const pwdModule = defineModule('pwd', 'The users of the machine.', (m) => {
  m.type(structPasswd.type)
  m.fn('getpwuid', [pos('uidobj')], 'The user with an id.', (w) => {
    if (!isIndex(w)) throw error('TypeError', `uid should be integer, not ${typeOf(w).name}`)
    const uid = index(w)
    if (uid < -1 || uid > 0xffffffff) throw errorWith('KeyError', 'getpwuid(): uid not found')
    const user = system(() => host().accounts.user(Number(uid) >>> 0))
    if (user === undefined) throw errorWith('KeyError', `getpwuid(): uid not found: ${uid}`)
    return newPasswd(user)
  })
  m.fn('getpwnam', [pos('name', nameOfUser)], 'The user with a name.', (name) => {
    if (name.includes('\0')) throw error('ValueError', 'embedded null byte')
    const user = system(() => host().accounts.user(name))
    if (user === undefined)
      throw errorWith('KeyError', strFromText(`getpwnam(): name not found: ${reprText(strFromText(name))}`))
    return newPasswd(user)
  })
  m.fn('getpwall', [], 'Every user.', () => new W_List(system(() => host().accounts.users()).map(newPasswd)))
})
