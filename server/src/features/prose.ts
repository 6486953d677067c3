/** Sentences about code as words of a page: what is code in them is set apart, so that no renderer has to guess. */

import type { Inline } from './page.ts';

/** Calls, members, names with underscores, structures; and `names`, which can be told from English in no other way. */
export function prose(sentences: string, names: readonly string[] = []): Inline[] {
  const known = [...new Set(names)].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const pattern = new RegExp([...known.map(exactly), WORD.source].join('|'), 'g');
  const words: Inline[] = [];
  let from = 0;
  for (const { 0: word, index } of sentences.matchAll(pattern)) {
    if (!CODE.test(word) && !known.includes(word)) continue;
    if (index > from) words.push(sentences.slice(from, index));
    words.push({ code: word });
    from = index + word.length;
  }
  if (from < sentences.length) words.push(sentences.slice(from));
  return words;
}

function exactly(name: string): string {
  return `(?<!\\w)${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`;
}

/** An identifier, or a pattern of some, with the members, indices and plain arguments that hang together with it; or a path. */
const WORD =
  /(?:[\w-]+\/)+[\w.-]*\w|(?:(?:struct|union) )?(?:::)?[A-Za-z_]\w*(?:\{[\w,]+\}\w*|(?<=_)\*)?(?:(?:->|\.|::)[A-Za-z_]\w*|\[[^\]\s]*\])*(?:\([\w, &*]{0,24}\))?/;

const CODE = /[_[/]|\)$|->|::|^(?:struct|union) |^(?!(?:e\.g|i\.e)$)[a-z]\w*\.\w+$/;
