/**
 * What the index still has to know of the tree before claims can be resolved, and what is found.
 * Candidate files are indexed first; only what their comments and objects ask for is looked up elsewhere.
 */

export interface Demand {
  /** Functions, macros or labels that comments name and no indexed file defines: look through the whole tree. */
  readonly names: readonly string[];
  /** `struct tag`s whose members are needed and that no indexed file defines. */
  readonly structs: readonly string[];
  /** Indexed files to extract once more, with these functions in full (sites of every kind, calls). */
  readonly detail: ReadonlyMap<string, readonly string[]>;
}

/** Where a demanded name occurs in code outside comments, when it isn't a function definition. */
export interface Mention {
  readonly name: string;
  /**
   * `macro`: `#define name`; `assembly`: a label or ENTRY(); `call`: `name(` in code, so something makes it;
   * `word`: any other identifier in code, such as a member or a variable.
   */
  readonly kind: 'macro' | 'assembly' | 'call' | 'word';
  readonly file: string;
  readonly at: number;
}
