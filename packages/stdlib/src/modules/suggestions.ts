// The `_suggestions` module: what `traceback` asks for the name that was meant. CPython: Modules/_suggestions.c
import { asText, closestName, defineModule, error, pos, strOrUndefined, textOfStr, W_List } from '@typhon/objspace'

function namesOf(candidates: W_List): string[] {
  return candidates.items.map((w) => {
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', "all elements in 'candidates' must be strings")
    return textOfStr(s)
  })
}

export const suggestionsModule = defineModule('_suggestions', null, (m) => {
  m.fn(
    '_generate_suggestions',
    [pos('candidates'), pos('item', asText)],
    'The candidate that is most like the item, or None.',
    (candidates, item) => {
      if (!(candidates instanceof W_List)) throw error('TypeError', 'candidates must be a list')
      const names = namesOf(candidates)
      const close = closestName(item, names)
      return close === null ? null : candidates.items[names.indexOf(close)]
    },
  )
})
