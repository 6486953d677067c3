/** The code of one side of a pair: where it begins and ends, whether a change has touched it, and where it is afterwards. */
import type { FileFacts, Site } from '../../model/facts.ts';
import type { Source } from '../../text/source.ts';
import type { Workspace } from '../workspace.ts';
import { type LineMap, mapLines } from './lines.ts';

export interface Side {
  readonly facts: FileFacts;
  readonly site: Site;
}

/** What became of the sides of pairs. */
export interface Fate {
  isTouched(side: Side): boolean;
  /** The same operation afterwards; null when it is gone, undefined when its file is. */
  after(side: Side): Side | null | undefined;
}

/** `renamed` has old names by new ones; files that are not in `changed` are the same in both. */
export function fateOf(
  before: Workspace,
  after: Workspace,
  changed: ReadonlySet<string>,
  renamed: ReadonlyMap<string, string>,
): Fate {
  const newNames = new Map([...renamed].map(([to, from]) => [from, to]));
  const factsAfter = (file: string) => after.snapshot.file(newNames.get(file) ?? file);
  const maps = new Map<string, LineMap | undefined>();
  const mapOf = (facts: FileFacts) => {
    if (!maps.has(facts.file)) {
      const now = factsAfter(facts.file);
      maps.set(facts.file, now && mapLines(before.sourceOf(facts).text, after.sourceOf(now).text));
    }
    return maps.get(facts.file);
  };
  return {
    isTouched(side) {
      if (!changed.has(side.facts.file)) return false;
      const { first, last } = reachOf(side, before.sourceOf(side.facts));
      return !mapOf(side.facts)?.isSame(first, last);
    },
    after(side) {
      const facts = factsAfter(side.facts.file);
      if (!facts) return undefined;
      const name = functionOf(side);
      const site = alike(facts, name, side.site)[alike(side.facts, name, side.site).indexOf(side.site)];
      return site ? { facts, site } : null;
    },
  };
}

/** The name of the enclosing function, or ''. */
export function functionOf({ facts, site }: Side): string {
  return facts.functions[site.fn]?.name ?? '';
}

/** The sites of the same primitive in a function of this name. */
function alike(facts: FileFacts, name: string, { primitive }: Site): Site[] {
  return facts.sites.filter((site) => site.primitive === primitive && functionOf({ facts, site }) === name);
}

/** Where the accesses that an operation orders are not known: so many lines around it, as in a patch. */
const CONTEXT = 3;

/**
 * The lines that a pair is about on one side, 0-based: the operation with its comments and the accesses that it
 * orders, within the function.
 */
function reachOf({ facts, site }: Side, { lines }: Source): { readonly first: number; readonly last: number } {
  const index = facts.sites.indexOf(site);
  const comments = facts.comments.filter(({ claims }) => claims.some(({ anchors }) => anchors.includes(index)));
  const spans = [{ start: site.at, end: site.end }, ...comments.map(({ span }) => span)];
  const near = [...(site.before ?? []), ...(site.after ?? [])].map(({ at }) => lines.lineAt(at));
  const first = lines.lineAt(Math.min(...spans.map(({ start }) => start)));
  const last = lines.lineAt(Math.max(...spans.map(({ end }) => end)));
  const body = facts.functions[site.fn]?.body;
  const around = near.length > 0 ? near : [first - CONTEXT, last + CONTEXT];
  const [top, bottom] = body ? [lines.lineAt(body.start), lines.lineAt(body.end)] : [0, lines.lineCount - 1];
  return {
    first: Math.min(first, Math.max(top, Math.min(...around))),
    last: Math.max(last, Math.min(bottom, Math.max(...around))),
  };
}
