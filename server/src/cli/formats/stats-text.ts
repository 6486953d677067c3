/** `check --stats` as tables: folders in order, entries of MAINTAINERS by what is left to document. */
import type { Coverage, Stats } from '../check/stats.ts';
import type { Paint } from '../paint.ts';

export function* statsText({ total, directories, maintainers }: Stats, paint: Paint): Iterable<string> {
  yield* table(paint, 'FOLDER', [...directories.map(({ path, ...one }) => row(path, one)), row('all', total)]);
  if (!maintainers) return;
  const byWork = [...maintainers].sort((a, b) => b.undocumented - a.undocumented || (a.entry < b.entry ? -1 : 1));
  yield '\n';
  yield* table(
    paint,
    'MAINTAINERS ENTRY',
    byWork.map(({ entry, ...one }) => row(entry, one)),
  );
}

const HEAD = ['barriers', 'documented', '', 'named elsewhere', 'neither', 'comments', 'stale', 'vague'];

type Row = readonly [name: string, cells: readonly string[]];

function row(name: string, { sites, documented, named, undocumented, comments }: Coverage): Row {
  const share = sites === 0 ? '' : `${Math.round((100 * documented) / sites)} %`;
  const all = comments.resolved + comments.stale + comments.vague;
  const numbers = [named, undocumented, all, comments.stale, comments.vague];
  return [name, [grouped(sites), grouped(documented), share, ...numbers.map(grouped)]];
}

function* table(paint: Paint, title: string, rows: readonly Row[]): Iterable<string> {
  const name = Math.min(LONGEST_NAME, Math.max(title.length, ...rows.map(([text]) => text.length)));
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map(([, cells]) => cells[i]!.length)));
  const line = (first: string, cells: readonly string[]) =>
    `${cut(first, name).padEnd(name)}  ${cells.map((text, i) => text.padStart(widths[i]!)).join('  ')}`.trimEnd();
  yield `${paint.bold(line(title, HEAD))}\n`;
  for (const [first, cells] of rows) yield `${line(first, cells)}\n`;
}

const LONGEST_NAME = 48;

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
