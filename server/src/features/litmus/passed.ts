/** What well-known functions do to what they are given: memset(x->table, ...) stores to it, list_empty(&x->list) loads. */

/** By the function's name: what each argument is to it, in order. */
const KNOWN: readonly (readonly [names: RegExp, does: readonly (Passed['does'] | undefined)[]])[] = [
  [
    /^(?:memcpy|memmove|strscpy|strlcpy|strncpy|strcpy|copy_from_user|bitmap_copy|cpumask_copy|nodes_copy)$/,
    ['store', 'load'],
  ],
  [/^(?:memset|bitmap_zero|bitmap_fill|cpumask_clear|get_random_bytes)$/, ['store']],
  [/^cpumask_(?:set|clear)_cpu$/, [undefined, 'store']],
  [/^cpumask_(?:test_cpu|next)$/, [undefined, 'load']],
  [/^(?:cpumask_(?:empty|first|weight)|for_each_cpu)$/, ['load', 'load']],
  [/^copy_to_user$/, [undefined, 'load']],
  [/^(?:list_add|list_add_tail|list_move|list_move_tail|hlist_add_head)$/, ['store', 'store']],
  [/^(?:list_splice|list_splice_init|list_splice_tail|list_splice_tail_init)$/, ['load', 'store']],
  [/^(?:list_del|list_del_init|hlist_del|hlist_del_init|__hlist_del)$/, ['store']],
  [
    /^(?:list_empty|list_empty_careful|hlist_empty|list_first_entry|list_first_entry_or_null|list_is_singular)$/,
    ['load'],
  ],
  [/^list_for_each_entry(?:_safe|_reverse)?$/, [undefined, 'load']],
];

export interface Passed {
  readonly does: 'load' | 'store';
  /** The function's name. */
  readonly by: string;
}

/** What becomes of an argument that begins at an offset, `&` and all; undefined where the function is not known. */
export function whatBecomesOf(text: string, at: number): Passed | undefined {
  let argument = 0;
  let depth = 0;
  for (let position = at - 1; position > at - FARTHEST; position--) {
    const char = text[position];
    if (char === ')' || char === ']') depth++;
    else if (char === ';' || char === '{' || char === '}' || char === undefined) return undefined;
    else if (char === ',' && depth === 0) argument++;
    else if ((char === '(' || char === '[') && --depth < 0) {
      const name = /(\w+)\s*$/.exec(text.slice(Math.max(0, position - LONGEST_NAME), position))?.[1];
      if (name === undefined || /^(?:sizeof|struct|container_of)$/.test(name)) return undefined;
      const does = KNOWN.find(([names]) => names.test(name))?.[1][argument];
      return does && { does, by: name };
    }
  }
  return undefined;
}

const FARTHEST = 200;
const LONGEST_NAME = 40;
