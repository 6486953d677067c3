/** Which box an arrow key leads to: up and down within a column, left and right to whom a line leads. */
import type { GraphResult } from '../../../../server/src/lsp/messages.ts';

/** The id of the site; undefined where the key leads nowhere. `key` is as keyboard events name it. */
export function siteByKey({ sites, edges }: GraphResult, from: string, key: string): string | undefined {
  const here = sites.find(({ id }) => id === from);
  if (!here) return undefined;
  const column = sites.filter((site) => site.column === here.column);
  const index = column.indexOf(here);
  switch (key) {
    case 'ArrowUp':
      return column[index - 1]?.id;
    case 'ArrowDown':
      return column[index + 1]?.id;
    case 'Home':
      return column[0]?.id;
    case 'End':
      return column.at(-1)?.id;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const side = key === 'ArrowLeft' ? 'stores' : 'loads';
      if (here.column === side) return undefined;
      const joined = edges.flatMap(({ from: a, to: b }) => (a === from ? [b] : b === from ? [a] : []));
      const others = sites.filter((site) => site.column === side);
      return (others.find(({ id }) => joined.includes(id)) ?? others[0])?.id;
    }
    default:
      return undefined;
  }
}
