/** Runs describeUses over a C fixture in which the loads of interest stand between « and ». */
import { describeUses } from '../../server/src/extract/uses.ts';
import type { FunctionFact, PlainAccess, Site } from '../../server/src/model/facts.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import { lex } from '../../server/src/syntax/lexer.ts';
import type { RegionParser } from '../../server/src/syntax/parser.ts';
import { contains } from '../../server/src/text/span.ts';

export interface Load {
  /** What becomes of the value: `dereferenced at ->next, tested, escapes`; 'nothing', or 'unknown'. */
  readonly use: string;
  readonly locked: boolean;
  /** Undefined for primitives. */
  readonly private: boolean | undefined;
}

/**
 * The marked loads in order. A call is a site of its primitive, anything else a plain read; all are of one object
 * that is published somewhere. `linear` is what the scan before is made to say of locks and ownership.
 */
export function describeLoads(
  parser: RegionParser,
  marked: string,
  linear = { locked: false, private: false },
): Load[] {
  const spans: { start: number; end: number }[] = [];
  for (const match of marked.matchAll(/«([^»]*)»/g)) {
    const start = match.index - 2 * spans.length;
    spans.push({ start, end: start + match[1]!.length });
  }
  const text = marked.replace(/[«»]/g, '');
  const lexed = lex(text);
  const functions: FunctionFact[] = lexed.functions.map((fn) => ({ ...fn, macro: false, stub: false }));
  const object = { base: '::shared', members: [], text: 'shared' };
  const published = { at: 0, end: 0, primitive: 'smp_store_release', kind: 'release', fn: -1, object } as const;
  const sites: Site[] = [published];
  const accesses: PlainAccess[] = [];
  for (const { start, end } of spans) {
    const at = { at: start, end, fn: functions.findIndex((fn) => contains(fn.body, start)), object };
    const primitive = /^\w+(?=\()/.exec(text.slice(start, end))?.[0];
    if (primitive === undefined) accesses.push({ ...at, mode: 'read', ...linear });
    else sites.push({ ...at, primitive, kind: linux.lookup(primitive)!.kind, locked: linear.locked });
  }
  const described = describeUses(parser, lexed, functions, sites, accesses);
  return spans.map(({ start }) => {
    const site = described.sites.find((candidate, index) => index > 0 && candidate.at === start);
    const access = described.accesses.find((candidate) => candidate.at === start);
    const { use, locked } = (site ?? access)!;
    return { use: inWords(text, use), locked: locked ?? false, private: access?.private };
  });
}

function inWords(text: string, use: Site['use']): string {
  if (!use) return 'unknown';
  const at =
    use.dereferenceAt === undefined ? '' : ` at ${/\S+?(?=[\s;,)]|$)/.exec(text.slice(use.dereferenceAt))?.[0]}`;
  const words = [use.dereferenced && `dereferenced${at}`, use.tested && 'tested', use.escapes && 'escapes'];
  return words.filter(Boolean).join(', ') || 'nothing';
}
