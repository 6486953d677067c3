/** The read barrier stands where the flag was found not to be set; where it was, nothing orders what follows. */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { FENCES_AFTER, keysAround } from '../pairing/crosswise.ts';
import { flowOf, follow, placeOf, reaches, siteOf } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, nameOf, siteName, siteRelated } from './describe.ts';
import { loadedBy, storedBy } from './flow-objects.ts';

export function wrongBranches(snapshot: Snapshot, facts: FileFacts, flow: Flow): Finding[] {
  return flow.blocks.flatMap(({ events, next, test }, block) => {
    const last = events.at(-1);
    if (!test || !last || next.length !== 2) return [];
    // Only a mere test of the flag says on which way it was set.
    const flag = loadedBy(snapshot, facts, last);
    const text = last.kind === 'access' ? last.object.text : '';
    const end = siteOf(facts, last)?.end ?? last.at + text.length;
    if (flag === null || last.at !== test.start || end !== test.end) return [];
    const [set, unset] = next as [number, number];
    const barrier = firstSite(facts, flow, unset);
    if (barrier?.kind !== 'read' || firstBarrier(facts, flow, set) || isRound(flow, unset, block)) return [];
    const writers = snapshot.look(FENCES_AFTER, flag).filter((ref) => isWriter(snapshot, ref, flag));
    // One that clears the flag last explains the barrier as it stands.
    const isSet = writers.length > 0 && writers.every((ref) => setsLast(snapshot, ref, flag));
    return isSet ? [finding(facts, flow, barrier, last, flag, writers[0]!)] : [];
  });
}

/** Whether what begins with `inside` comes round to `test`: a barrier in a loop that waits is for what is looked at next. */
function isRound(flow: Flow, inside: number, test: number): boolean {
  const index = flow.blocks[test]!.events.length - 1;
  return reaches(flow, { block: inside, index: -1 }, { block: test, index });
}

/** The primitive that a block begins with. */
function firstSite(facts: FileFacts, flow: Flow, block: number): Site | undefined {
  const first = flow.blocks[block]!.events[0];
  return first && siteOf(facts, first);
}

/** Whether some way from a block on comes by what orders loads. */
function firstBarrier(facts: FileFacts, flow: Flow, block: number): boolean {
  let found = false;
  follow(flow, { block, index: -1 }, (event) => {
    const site = siteOf(facts, event);
    found ||= (site !== undefined && roleOf(site.kind).acquire && site.kind !== 'dependency-load') || isLock(event);
    return !found;
  });
  return found;
}

function isLock(event: FlowEvent): boolean {
  return event.kind === 'call' && event.lock === 'take';
}

function isWriter(snapshot: Snapshot, ref: SiteRef, flag: string): boolean {
  return roleOf(ref.site.kind).release && keysAround(snapshot, ref, 'after', 'store').has(flag);
}

/** Whether all that is stored to the flag after the writer's barrier is something else than nothing. */
function setsLast(snapshot: Snapshot, { facts, site }: SiteRef, flag: string): boolean {
  const flow = flowOf(facts, site.fn);
  const place = flow && placeOf(flow, facts.sites.indexOf(site));
  if (!flow || !place) return false;
  const values: (string | undefined)[] = [];
  follow(flow, place, (event) => {
    if (storedBy(snapshot, facts, event) === flag) {
      const isPlain = event.kind === 'access';
      values.push(isPlain ? (event.mode === 'write' ? (event.value ?? '?') : undefined) : siteOf(facts, event)?.value);
    }
    return true;
  });
  return values.length > 0 && values.every((value) => value !== undefined && !/^(?:0\w*|NULL|false)$/.test(value));
}

function finding(facts: FileFacts, flow: Flow, barrier: Site, test: FlowEvent, flag: string, writer: SiteRef): Finding {
  const name = nameOf(flag);
  return {
    rule: 'misplaced-access',
    severity: 'warning',
    file: facts.file,
    span: { start: barrier.at, end: barrier.at + barrier.primitive.length },
    message:
      `${siteName(writer.facts, writer.site)} stores ${name} last, but ${barrier.primitive}() stands here on the branch ` +
      `where ${name} was found not to be set; where it is set, no barrier orders the loads that follow. It belongs there.`,
    related: [
      siteRelated(writer.facts, writer.site, `stores ${name} after it`),
      { file: facts.file, span: { start: test.at, end: test.at + 1 }, message: `${name}: tested here` },
    ],
    function: functionName(facts, flow.fn),
  };
}
