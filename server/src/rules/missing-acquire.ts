/** A reader looks at a flag and goes on to what the writer stores before it, with nothing to keep the two loads in order. */
import type { FunctionRef, SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding, Related, Severity } from '../model/finding.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { keysAround } from '../pairing/crosswise.ts';
import { flowOf, placesIn, siteOf } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, nameOf, siteName, siteRelated } from './describe.ts';
import { loadedBy } from './flow-objects.ts';
import { type FlowSite, findingsAtSites } from './flow-sites.ts';
import { PAIRING } from './pairing-verbs.ts';
import { claimsOf, type Rule } from './rule.ts';
import { type UnorderedRead, unorderedRead } from './unordered-read.ts';

export const missingAcquire: Rule = {
  meta: {
    code: 'missing-acquire',
    summary: 'A flag is tested, and what a writer stores before it is loaded next, with nothing in between.',
    severity: 'warning',
    default: true,
    description:
      'A writer fills something, and stores a flag behind smp_wmb() or with a release. That is one half: who tests the ' +
      'flag has to keep the loads of the rest behind that test, with smp_load_acquire() or smp_rmb(). The test itself does not: ' +
      'a CPU may do loads before a branch is decided (a control dependency orders stores only). Reported are functions that the ' +
      'writer’s comment names as its other side and that hold no barrier; and, as a hint, functions that test the flag with a ' +
      'marked load and go on to load from the same structure what the writer stores before it.',
    source:
      'Documentation/memory-barriers.txt §CONTROL DEPENDENCIES; tools/memory-model/Documentation/recipes.txt, "Message passing"',
    example: {
      bad: 'if (!READ_ONCE(box->full))\n\treturn;\nuse(box->content);\t/* stored before smp_wmb() and box->full */',
      good: 'if (!smp_load_acquire(&box->full))\n\treturn;\nuse(box->content);',
    },
    silent:
      'Under a lock; when a barrier, an acquire, a lock or a read-modify-write that returns a value is in between, be it in a ' +
      'called function, or on another way from the test on; when the function itself stores the flag or what is ' +
      'behind it; when what is loaded is found through the flag’s value, which is an address dependency. Where the named function is in another file, stale-barrier ' +
      'speaks at the comment.',
  },
  check(context) {
    const { pairs, files } = context;
    const documented = claimsOf(context).flatMap((resolved) => named(pairs.snapshot, resolved));
    const known = new Set(documented.map(({ file, span }) => `${file}:${span.start}`));
    const evident = findingsAtSites(files, (at) => {
      const read = unorderedRead(pairs.snapshot, at);
      return read && !known.has(`${at.facts.file}:${at.site.at}`) ? seen(at, read) : undefined;
    });
    return [...documented, ...evident];
  },
};

/** The function that a writer's comment names, where it looks at the flag and has no barrier. */
function named(snapshot: Snapshot, { facts, anchor, claim, status, missing }: ResolvedClaim): Finding[] {
  if (status !== 'stale-barrier' || !anchor || claim.external !== null || !PAIRING.has(claim.verb)) return [];
  if (!roleOf(anchor.kind).release) return [];
  const writer = { facts, site: anchor };
  return missing.flatMap(({ function: place }) => {
    const load = place && firstLoad(snapshot, place, flagsOf(snapshot, writer));
    if (load?.facts !== facts) return [];
    const message =
      `${siteName(facts, anchor)} keeps earlier stores before that of ${nameOf(load.key)} and says that its other side is here, ` +
      `but ${functionName(load.facts, load.fn)}() looks at ${nameOf(load.key)} with nothing that holds later loads back. ` +
      'smp_load_acquire() does, or smp_rmb() behind that.';
    return [finding(load.facts, load.fn, load.span, 'warning', message, [siteRelated(facts, anchor, 'the writer')])];
  });
}

/** What a writer stores behind its barrier, or with its release. */
function flagsOf(snapshot: Snapshot, writer: SiteRef): Set<string> {
  if (roleOf(writer.site.kind).fence) return keysAround(snapshot, writer, 'after', 'store');
  const key = snapshot.objectKey(writer.facts, writer.site.object);
  return new Set(key === null ? [] : [key]);
}

interface Load {
  readonly facts: FileFacts;
  readonly fn: number;
  readonly key: string;
  readonly span: Finding['span'];
}

/** The first load of one of the objects in a function, or the call of a function that does little else. */
function firstLoad(snapshot: Snapshot, { facts, fn }: FunctionRef, flags: ReadonlySet<string>): Load | undefined {
  const own = loadIn(snapshot, { facts, fn }, flags);
  if (own) return { facts, fn, ...own };
  for (const call of facts.functions[fn]?.calls ?? []) {
    const callee = snapshot.callee(facts, call.name);
    const load = callee && loadIn(snapshot, callee, flags);
    if (load) return { facts, fn, key: load.key, span: { start: call.at, end: call.at + call.name.length } };
  }
  return undefined;
}

function loadIn(snapshot: Snapshot, { facts, fn }: FunctionRef, flags: ReadonlySet<string>) {
  const loads = snapshot.sitesIn({ facts, fn }).filter(({ kind }) => kind === 'load-relaxed');
  const site = loads.find((one) => flags.has(keyOf(snapshot, facts, one)));
  if (site)
    return { key: keyOf(snapshot, facts, site), span: { start: site.at, end: site.at + site.primitive.length } };
  const flow = flowOf(facts, fn) ?? facts.around?.find((one) => one.fn === fn);
  for (const [event] of flow ? placesIn(flow) : []) {
    const key = event.kind === 'access' ? loadedBy(snapshot, facts, event) : null;
    if (key === null || event.kind !== 'access' || !flags.has(key)) continue;
    return { key, span: { start: event.at, end: event.at + event.object.text.length } };
  }
  return undefined;
}

function keyOf(snapshot: Snapshot, facts: FileFacts, site: Site): string {
  return snapshot.objectKey(facts, site.object) ?? '';
}

function seen({ facts, flow, site }: FlowSite, { data, flagKey, dataKey, writer }: UnorderedRead): Finding {
  const [flag, name] = [nameOf(flagKey), nameOf(dataKey)];
  const message =
    `${siteName(writer.facts, writer.site)} keeps the store of ${name} before that of ${flag}, but here ${flag} is tested ` +
    `and ${name} loaded with nothing in between: a CPU may do the second load first, for a branch holds no loads back. ` +
    'smp_load_acquire() does, or smp_rmb() behind the test.';
  const loaded = data.kind === 'access' ? data.object.text : (siteOf(facts, data)?.primitive ?? '');
  const span = { start: data.at, end: data.at + loaded.length };
  return finding(facts, flow.fn, { start: site.at, end: site.at + site.primitive.length }, 'hint', message, [
    siteRelated(writer.facts, writer.site, `${name} is stored before it, ${flag} after it`),
    { file: facts.file, span, message: `${loaded}: loaded behind the test` },
  ]);
}

function finding(
  { file, functions }: FileFacts,
  fn: number,
  span: Finding['span'],
  severity: Severity,
  message: string,
  related: readonly Related[],
): Finding {
  return {
    rule: missingAcquire.meta.code,
    severity,
    file,
    span,
    message,
    related,
    function: functions[fn]?.name ?? '',
  };
}
