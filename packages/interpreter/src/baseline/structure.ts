// From a reducible control flow graph to nested JavaScript: labelled blocks, labelled loops, break and continue; no dispatch on
// a variable that says where to go. After Ramsey, "Beyond Relooper" (ICFP 2022).
//
// A block that several others jump to, a handler, and what follows a loop stand behind a labelled block that ends where they
// begin: to go there is to `break` out of it. Every other block is written in the place of the one jump that leads to it. A
// loop's head opens `for (;;)`; to go back is to `continue` it.
//
// What must stay true: the text of a block ends by going somewhere, so that control never falls out of a labelled block or loop.
import { type Block, type Graph, isInLoop } from './graph.ts'

/** Writes one block; `go(target)` is the text that leads to a successor. */
export type WriteBlock = (block: Block, go: (target: Block) => string) => string

/** The text of the whole graph. */
export function structure(graph: Graph, write: WriteBlock): string {
  const behind = new Map<Block, Block[]>()
  for (const block of graph.blocks) {
    if (block === graph.root || !isLabelled(block)) continue
    const place = placeOf(block)
    const list = behind.get(place)
    if (list === undefined) behind.set(place, [block])
    else list.push(block)
  }
  return tree(graph.root)

  function tree(block: Block): string {
    const followers = behind.get(block) ?? []
    let text = write(block, (target) => goTo(block, target))
    if (block.isLoopHead) {
      text = follow(
        text,
        followers.filter((b) => isInLoop(b, block)),
      )
      return follow(
        `L${block.order}: for (;;) {\n${text}}\n`,
        followers.filter((b) => !isInLoop(b, block)),
      )
    }
    return follow(text, followers)
  }

  /** Puts the followers behind the text, the first in the order first. */
  function follow(text: string, followers: readonly Block[]): string {
    let all = text
    for (const b of followers) all = `B${b.order}: {\n${all}}\n${tree(b)}`
    return all
  }

  function goTo(from: Block, target: Block): string {
    if (target.isLoopHead && target.order <= from.order) return `continue L${target.order}\n`
    return isLabelled(target) ? `break B${target.order}\n` : tree(target)
  }
}

/** Whether a block is reached by breaking out of a labelled one. */
export function isLabelled(block: Block): boolean {
  if (block.isHandler) return true
  let entrances = 0
  for (const p of block.preds) if (p.order < block.order) entrances++
  return entrances > 1 || leftLoop(block) !== null
}

/** The outermost loop that holds the immediate dominator but not the block itself. */
function leftLoop(block: Block): Block | null {
  let left: Block | null = null
  for (let l = block.idom.loop; l !== null; l = l.outer) if (!isInLoop(block, l)) left = l
  return left
}

/** The block whose text a labelled block follows. */
function placeOf(block: Block): Block {
  return leftLoop(block) ?? block.idom
}
