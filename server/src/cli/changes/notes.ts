/**
 * Notes about pairs of which a change has touched one side only: no finding, for often the other side is right as it is,
 * but whoever reviews the change has to look at both.
 */

import { toldSides } from '../../features/told.ts';
import type { Finding, Related } from '../../model/finding.ts';
import { directoryOf } from '../../model/paths.ts';
import type { Span } from '../../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { type Fate, functionOf, type Side } from './sides.ts';

/** Stands at the side that was left alone. */
export interface Note {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
  /** The side that was touched. */
  readonly related: readonly Related[];
}

/** A barrier in a much-used function has other sides all over the tree; nobody reads of all of them. */
const MOST_OTHERS = 5;

/** In order of place. Where one of `findings` speaks of the other side, nothing more is said of it. */
export function notesOf(before: Workspace, after: Workspace, fate: Fate, findings: readonly Finding[]): Note[] {
  const notes: Note[] = [];
  for (const { touched, others } of halfTouched(before, fate)) {
    const sorted = nearestFirst(touched, others);
    sorted.slice(0, MOST_OTHERS).forEach((other, i) => {
      const now = fate.after(other);
      if (!now || findings.some((one) => one.file === now.facts.file && one.function === functionOf(now))) return;
      const unsaid = i === MOST_OTHERS - 1 ? sorted.length - MOST_OTHERS : 0;
      notes.push(noteOf(after, fate, touched, now, unsaid));
    });
  }
  return notes.sort(byPlace);
}

interface HalfTouched {
  readonly touched: Side;
  readonly others: readonly Side[];
}

/** The documented pairs of which one side is touched and the other one isn't, by the touched side. */
function halfTouched(before: Workspace, fate: Fate): HalfTouched[] {
  const pairs = new Map<Side['site'], { touched: Side; others: Map<Side['site'], Side> }>();
  for (const claim of before.claims()) {
    if (!claim.anchor) continue;
    const one = { facts: claim.facts, site: claim.anchor };
    for (const target of toldSides(claim)) {
      if (!target.site) continue;
      const other = { facts: target.facts, site: target.site };
      const isTouched = fate.isTouched(one);
      if (isTouched === fate.isTouched(other)) continue;
      const [touched, left] = isTouched ? [one, other] : [other, one];
      const known = pairs.get(touched.site);
      if (known) known.others.set(left.site, left);
      else pairs.set(touched.site, { touched, others: new Map([[left.site, left]]) });
    }
  }
  return [...pairs.values()].map(({ touched, others }) => ({ touched, others: [...others.values()] }));
}

function noteOf(after: Workspace, fate: Fate, touched: Side, other: Side, unsaid: number): Note {
  const now = fate.after(touched);
  const what = `${touched.site.primitive}()`;
  const fn = functionOf(touched);
  const [inside, from] = fn === '' ? ['', ` from ${touched.facts.file}`] : [` in ${fn}()`, ` from ${fn}()`];
  const change = now ? `The code around ${what}${inside} is changed` : `${what} is gone${from}`;
  const more = unsaid > 0 ? ` It has ${unsaid} more, which are not listed.` : '';
  return {
    file: other.facts.file,
    span: nameSpan(other),
    message: `${change}; its other side, by the comments, is this ${other.site.primitive}(), which is as it was.${more}`,
    related: now
      ? [{ file: now.facts.file, span: nameSpan(now), message: `${what}${inside}: changed` }]
      : placeOf(after, touched),
  };
}

/** Of a side that is gone: the function that it was in, if that is still there. */
function placeOf({ snapshot }: Workspace, touched: Side): Related[] {
  const name = functionOf(touched);
  const functions = snapshot.functionsNamed(name);
  const there = functions.find(({ facts }) => facts.file === touched.facts.file) ?? functions[0];
  if (!there) return [];
  const { at } = there.facts.functions[there.fn]!;
  const what = `${touched.site.primitive}()`;
  return [
    { file: there.facts.file, span: { start: at, end: at + name.length }, message: `${name}(): without ${what} now` },
  ];
}

function nameSpan({ site }: Side): Span {
  return { start: site.at, end: site.at + site.primitive.length };
}

/** In the same file, in the same directory, elsewhere; each in order of place. */
function nearestFirst({ facts: { file } }: Side, others: readonly Side[]): Side[] {
  const distance = (other: Side) =>
    other.facts.file === file ? 0 : directoryOf(other.facts.file) === directoryOf(file) ? 1 : 2;
  return [...others].sort(
    (a, b) =>
      distance(a) - distance(b) ||
      (a.facts.file < b.facts.file ? -1 : a.facts.file > b.facts.file ? 1 : a.site.at - b.site.at),
  );
}

function byPlace(a: Note, b: Note): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.span.start - b.span.start || (a.message < b.message ? -1 : 1);
}
