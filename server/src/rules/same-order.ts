/**
 * A documented pair whose two sides have the same two objects in the same order: message passing needs them crosswise, so
 * that one of the sides has them the wrong way round.
 */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, NearAccess, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { flowOf, placesIn } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, nameOf, siteName, siteRelated } from './describe.ts';
import { isTested, loadedBy } from './flow-objects.ts';
import { PAIRING } from './pairing-verbs.ts';

/** Findings on the fences that comments of a file pair with one other fence. */
export function sameOrders(pairs: Pairs, facts: FileFacts): Finding[] {
  const found = new Map<Site, Finding>();
  for (const resolved of pairs.claimsIn(facts.file)) {
    const pair = documentedPair(resolved);
    if (!pair || (pair.one.facts === pair.other.facts && pair.one.site.fn === pair.other.site.fn)) continue;
    for (const [writer, reader] of [
      [pair.one, pair.other],
      [pair.other, pair.one],
    ] as const) {
      const order = sameOrder(pairs.snapshot, writer, reader);
      if (order) report(found, pairs.snapshot, facts, writer, reader, order);
    }
  }
  return [...found.values()];
}

/** Two fences; silent where the comment names several other sides, of which another one may be right. */
function documentedPair({
  facts,
  anchor,
  claim,
  targets,
}: ResolvedClaim): { one: SiteRef; other: SiteRef } | undefined {
  const target = targets.length === 1 ? targets[0] : undefined;
  if (!anchor || !target?.site || claim.external !== null || !PAIRING.has(claim.verb)) return undefined;
  return { one: { facts, site: anchor }, other: { facts: target.facts, site: target.site } };
}

interface Order {
  readonly first: string;
  readonly second: string;
}

/** What one side stores and the other one loads, before and after the fences alike; undefined when anything crosses. */
function sameOrder(snapshot: Snapshot, writer: SiteRef, reader: SiteRef): Order | undefined {
  if (!roleOf(writer.site.kind).release || !roleOf(reader.site.kind).acquire) return undefined;
  const [storedBefore, storedAfter] = [keys(snapshot, writer, 'before'), keys(snapshot, writer, 'after')];
  const [loadedBefore, loadedAfter] = [keys(snapshot, reader, 'before'), keys(snapshot, reader, 'after')];
  // Anything that is crosswise, or on both sides of a fence, may be what the pair is about.
  if (meets(storedBefore.all, loadedAfter.all) || meets(storedAfter.all, loadedBefore.all)) return undefined;
  const first = [...storedBefore.stores].find((key) => loadedBefore.loads.has(key));
  const second = [...storedAfter.stores].find((key) => loadedAfter.loads.has(key));
  return first === undefined || second === undefined ? undefined : { first, second };
}

/** What is accessed on one side of a fence; a read-modify-write both loads and stores. */
function keys({ keyOf }: Snapshot, { facts, site }: SiteRef, side: 'before' | 'after') {
  const [loads, stores, all] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const access of site[side] ?? []) {
    const key = keyOf(facts, access.object);
    if (key === null) continue;
    all.add(key);
    if (access.passed) continue;
    if (access.write) stores.add(key);
    if (!access.write || isUpdate(facts, site.fn, access)) loads.add(key);
  }
  return { loads, stores, all };
}

function isUpdate({ sites }: FileFacts, fn: number, { at }: NearAccess): boolean {
  return sites.some((site) => site.fn === fn && site.at <= at && at < site.end && roleOf(site.kind).access === 'rmw');
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((key) => other.has(key));
}

/** The side that is wrong, where it is in the file at hand. */
function report(
  found: Map<Site, Finding>,
  snapshot: Snapshot,
  facts: FileFacts,
  writer: SiteRef,
  reader: SiteRef,
  order: Order,
): void {
  // A reader that first tests something and then goes on to the other has them in a sensible order.
  const isReaderRight = testsBefore(snapshot, reader, order.first);
  const [wrong, right] = isReaderRight ? [writer, reader] : [reader, writer];
  if (wrong.facts === facts) found.set(wrong.site, finding(wrong, right, order, isReaderRight));
}

function testsBefore(snapshot: Snapshot, { facts, site }: SiteRef, key: string): boolean {
  const flow = flowOf(facts, site.fn);
  if (!flow) return false;
  for (const [event, place] of placesIn(flow)) {
    if (event.at < site.at && loadedBy(snapshot, facts, event) === key && isTested(flow, event, place)) return true;
  }
  return false;
}

function finding({ facts, site }: SiteRef, other: SiteRef, order: Order, isWriter: boolean): Finding {
  const [first, second] = [nameOf(order.first), nameOf(order.second)];
  const [here, there] = isWriter ? ['stored', 'loads'] : ['loaded', 'stores'];
  return {
    rule: 'misplaced-access',
    severity: 'warning',
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${first} is ${here} before this ${site.primitive}() and ${second} after it, and ${siteName(other.facts, other.site)}, its ` +
      `documented other side, ${there} them in the same order: that hands nothing over. ` +
      (isWriter
        ? `Who tests ${first} first needs ${second} to be stored before it.`
        : `What is stored last, ${second}, has to be loaded first.`),
    related: [siteRelated(other.facts, other.site, `${there} ${first} before it and ${second} after it`)],
    function: functionName(facts, site.fn),
  };
}
