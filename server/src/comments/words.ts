/**
 * What the grammar has to know of the vocabulary. The caller brings it, so that the grammar reads the
 * comments of any dialect and depends on none.
 */
export interface Words {
  /** Whether this very word names a primitive: `smp_rmb`, not `smb_rmb`, not `smp_mb*`. */
  isPrimitive(word: string): boolean;
  /** The primitive that a misspelt or shortened name must mean (`smb_rmb`, `load_acquire`), or undefined. */
  correct(word: string): string | undefined;
}
