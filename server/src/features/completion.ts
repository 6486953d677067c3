/**
 * Completes pairing comments: behind the verb the operations that may be the other side, behind "in" their functions.
 * Nearest first: what comments and objects say of the operation that the comment stands at, then the opposite ones
 * of the file and of its directory.
 */

import type { FileFacts, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import { aliases } from '../primitives/words.ts';
import type { Span } from '../text/span.ts';
import { type Candidate, likelySides, mayFace, nearSites } from './candidates.ts';
import { type Documented, documentedBy } from './documented.ts';
import { type HalfWritten, halfWritten } from './half-written.ts';
import type { Spot, View } from './view.ts';

export interface Completion {
  readonly items: readonly CompletionItem[];
  readonly isIncomplete: boolean;
}

export interface CompletionItem {
  readonly label: string;
  readonly detail: string;
  readonly insert: string;
  readonly filter: string;
  readonly replace: Span;
  readonly sort: string;
  /** The operation that it names. */
  readonly spot: Spot;
}

const MOST_ITEMS = 50;

/** What may come at `offset` of a pairing comment. `text` is the file's where it is newer than the facts. */
export function completion(view: View, file: string, offset: number, text?: string): Completion | undefined {
  const facts = view.snapshot.file(file);
  if (!facts) return undefined;
  const known = view.source(facts).text;
  const written = halfWritten(text ?? known, offset);
  if (!written) return undefined;
  const anchor = documentedBy(facts, known, text ?? known, written.comment);
  if (!written.isStrong && anchor === null) return undefined;
  const labels = new Map<string, Candidate>();
  for (const due of written.due) {
    const primitive = due === 'function' ? written.primitive : null;
    for (const one of candidates(view, facts, written.comment, primitive, anchor)) {
      const label = due === 'function' ? `${one.spot.function}()` : `${one.primitive}() in ${one.spot.function}()`;
      if (!labels.has(label)) labels.set(label, one);
      if (labels.size > MOST_ITEMS) break;
    }
  }
  if (labels.size === 0) return undefined;
  const items = [...labels].slice(0, MOST_ITEMS).map(([label, one], i) => item(view, written, label, one, i));
  return { items, isIncomplete: labels.size > MOST_ITEMS };
}

const LINES_ABOVE = 1;
const LINES_BELOW = 2;

/** What to show beside an item: the lines of code around its operation. */
export function resolveCompletion(view: View, { spot }: Pick<CompletionItem, 'spot'>): string[] {
  const source = view.source(spot.facts);
  const first = Math.max(1, source.line(spot.at) - LINES_ABOVE);
  const lines: string[] = [];
  for (let line = first; line <= source.line(spot.end) + LINES_BELOW && source.lineSpan(line); line++) {
    lines.push(source.lineText(line));
  }
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)![0].length));
  return [`${spot.facts.file}:${source.line(spot.at)}`, ...lines.map((line) => line.slice(indent).trimEnd())];
}

function item(
  view: View,
  { word }: HalfWritten,
  label: string,
  { spot, primitive, site }: Candidate,
  rank: number,
): CompletionItem {
  const object = view.snapshot.object(site?.object);
  const detail = [`${primitive}()`, ...(object === null ? [] : [`on ${object}`]), `in ${spot.facts.file}`].join(' ');
  return { label, detail, insert: label, filter: label, replace: word, sort: String(rank).padStart(3, '0'), spot };
}

function* candidates(
  { pairs }: View,
  facts: FileFacts,
  comment: Span,
  primitive: string | null,
  anchor: Documented | null,
): Generator<Candidate> {
  const named = primitive === null ? null : aliases(primitive);
  if (anchor?.site) {
    const likely = likelySides(pairs, { facts, site: anchor.site });
    yield* likely.filter((one) => named === null || named.includes(one.primitive));
  }
  const fits = (site: Site) =>
    named ? named.includes(site.primitive) : anchor === null || mayFace(anchor.kind, site.kind);
  const from = { facts, at: anchor?.at ?? comment.start, fn: anchor?.fn ?? -1 };
  // With nothing to go by, other files would only be a list of barriers.
  const isWorthIt = ({ spot }: Candidate) => anchor !== null || named !== null || spot.facts === facts;
  const near = [...nearSites(pairs, from, fits)].filter(isWorthIt);
  yield* near.filter(({ site }) => anchor !== null && anchor.object !== '' && lastName(site?.object) === anchor.object);
  yield* near;
}
