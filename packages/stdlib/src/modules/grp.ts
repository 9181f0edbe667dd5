// The `grp` module: the groups of the machine. lib: grp
import {
  arg,
  asText,
  defineModule,
  defineStructSequence,
  error,
  errorWith,
  type Group,
  host,
  reprText,
  strFromText,
  type Value,
  W_List,
} from '@typhon/objspace'
import { gid } from './posix/converters.ts'
import { system } from './system/failure.ts'

const structGroup = defineStructSequence('grp', 'struct_group', 'A group, as the grp functions give it.', [
  { name: 'gr_name', doc: 'group name' },
  { name: 'gr_passwd', doc: 'password' },
  { name: 'gr_gid', doc: 'group id' },
  { name: 'gr_mem', doc: 'group members' },
])

function newGroup(group: Group): Value {
  return structGroup.make([
    strFromText(group.name),
    strFromText(group.password),
    group.gid,
    new W_List(group.members.map(strFromText)),
  ])
}

export const grpModule = defineModule('grp', 'The groups of the machine.', (m) => {
  m.type(structGroup.type)
  m.fn('getgrgid', [arg('id', gid)], 'The group with an id.', (id) => {
    const group = system(() => host().accounts.group(id >>> 0))
    if (group === undefined) throw errorWith('KeyError', `getgrgid(): gid not found: ${id}`)
    return newGroup(group)
  })
  m.fn('getgrnam', [arg('name', asText)], 'The group with a name.', (name) => {
    if (name.includes('\0')) throw error('ValueError', 'embedded null byte')
    const group = system(() => host().accounts.group(name))
    if (group === undefined)
      throw errorWith('KeyError', strFromText(`getgrnam(): name not found: ${reprText(strFromText(name))}`))
    return newGroup(group)
  })
  m.fn('getgrall', [], 'Every group.', () => new W_List(system(() => host().accounts.groups()).map(newGroup)))
})
