/**
 * The header of an object: what a collector knows of it without looking inside.
 *
 * A header is one integer. Its low eleven bits are flags, which belong to the collector; what stands above them belongs to the model: in the linear
 * model the number of the object's type (never 0, so that a header of 0 marks a free cell), in the host model the count of references.
 *
 * The flags are the same in all models and all collectors, so that a collector can be written once:
 *
 * - An object without BARRIER may be written to as if there were no collector. Who writes a reference into an object with BARRIER has to tell
 *   the collector. That is the whole protocol of mutators; which objects have the flag is each collector's own business (old ones that are not
 *   yet remembered, all of them when references are counted, none when collections are never partial).
 * - Between collections no object has MARKED, but for those that an incremental collection under way has reached.
 * - FORWARDED is seen during a collection only: the object has moved, and its second word says where.
 * - ORDERED is seen while finalizers are put in order, and QUEUED and WATCHED only by the counting collector, for which
 *   FORWARDED means that an object seems to be part of a dead cycle.
 */

/** Writes of references into this object have to be told to the collector. */
export const BARRIER = 1
/** Reached by the trace that is going on. */
export const MARKED = 2
/** Moved during this collection: the second word has the new place. */
export const FORWARDED = 4
/** A large array of references: writes mark the card of the slot instead of remembering the whole array. */
export const CARDS = 8
/** Some cards of this array are marked. */
export const DIRTY = 16
/** Not yet through its first collection (in models without a nursery of addresses). */
export const YOUNG = 32
/** In a list already: of candidates for dead cycles, or of young objects that old ones refer to. */
export const BUFFERED = 64
/** Something is to happen when this object dies: a weak reference, a finalizer, an entry of an ephemeron table. */
export const WATCHED = 128
/** Reachable from an object whose finalizer waits to be put in order. */
export const ORDERED = 256
/** The object is known to the collector. Objects of the host that are not are leaves, and nobody's business. */
export const TRACKED = 512
/** In the list of objects that nothing refers to, as it seems: they are freed at the next safepoint. */
export const QUEUED = 1024

export const FLAG_BITS = 11
export const FLAGS = (1 << FLAG_BITS) - 1
