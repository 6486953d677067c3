/**
 * Barriers of the wrong kind: the two operations of a documented pair can't order anything together, or not the shape
 * that their accesses make; or a barrier stands between accesses that it does not order. What can is decided by the
 * memory model (pairing/legality.ts).
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { Finding, Related } from '../model/finding.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { messagePassing, storeBuffering } from '../pairing/crosswise.ts';
import { canPair, forbids } from '../pairing/legality.ts';
import { type Order, orderOf } from '../pairing/order-of.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { functionName, list, nameOf, siteName, siteRelated } from './describe.ts';
import { PAIRING } from './pairing-verbs.ts';
import { claimsOf, type Rule } from './rule.ts';
import { type Misfit, misfits } from './wrong-side.ts';

export const mispairedKinds: Rule = {
  meta: {
    code: 'mispaired-kinds',
    summary: 'A barrier is of a kind that cannot order what it stands between, or cannot work with its other side.',
    severity: 'warning',
    default: true,
    description:
      'Message passing needs a side that keeps its stores apart (smp_wmb(), a release) and a side that keeps its loads ' +
      'apart (smp_rmb(), an acquire, an address dependency); where each side stores and then loads what the other one ' +
      'stores (store buffering), only full barriers on both sides will do. Reported are documented pairs whose kinds ' +
      'fit no shape at all, such as smp_wmb() with smp_wmb(), or barrier() with any of them; those whose accesses make a shape that the kinds allow ' +
      'to go wrong; smp_wmb() between loads of what another function stores in order, smp_rmb() between such stores; ' +
      'and smp_wmb() with nothing but loads around it.',
    source:
      'tools/memory-model/Documentation/recipes.txt; Documentation/memory-barriers.txt §SMP BARRIER PAIRING; ' +
      'every combination was run with herd7 on the models of 6.1 and 6.12',
    example: {
      bad: '/* Pairs with smp_wmb() in publish(). */\nsmp_wmb();\nuse(box->data);',
      good: '/* Pairs with smp_wmb() in publish(). */\nsmp_rmb();\nuse(box->data);',
    },
    silent:
      'When a comment merely says "see foo()"; when any of several other sides fits; when the other side is a device, a ' +
      'guest or user space; for locks, sleeping and wake-ups; where calls may do what the function itself does not.',
  },
  check(context) {
    const { pairs, files } = context;
    return [
      ...claimsOf(context).flatMap((resolved) => documented(pairs, resolved)),
      ...files.flatMap((facts) => misfits(pairs, facts)).map(misplaced),
    ];
  },
};

/** A documented pair; silent as soon as one of the other sides may be right. */
function documented(pairs: Pairs, resolved: ResolvedClaim): Finding[] {
  const { facts, anchor, claim } = resolved;
  if (claim.external === null && PAIRING.has(claim.verb)) {
    const compiler = compilerOnly(resolved);
    if (compiler) return [compiler];
  }
  const own = anchor && orderOf(anchor);
  if (!own || claim.external !== null || !PAIRING.has(claim.verb)) return [];
  const one = { facts, site: anchor };
  const faults: { other: SiteRef; fault: string }[] = [];
  for (const target of resolved.targets) {
    const order = target.site && orderOf(target.site);
    if (!order) return [];
    const other = { facts: target.facts, site: target.site! };
    const fault = kindFault(own, order) ?? shapeFault(pairs, one, own, other, order);
    if (fault === undefined) return [];
    faults.push({ other, fault });
  }
  const [first] = faults;
  if (!first) return [];
  const others = list(faults.map(({ other }) => siteName(other.facts, other.site)));
  const message = `${siteName(facts, anchor)} is said to pair with ${others}, but ${first.fault}`;
  const related = faults.map(({ other }) => siteRelated(other.facts, other.site, 'the other side'));
  return [finding(one, claim.verbSpan, message, related)];
}

/**
 * barrier() under a comment that says that it pairs with a barrier between CPUs. Only an interrupt on the same CPU, or
 * who makes all CPUs run a barrier, can do with it.
 */
function compilerOnly({ facts, comment, claim, targets }: ResolvedClaim): Finding | undefined {
  const site = facts.sites.find(({ at }) => at >= comment.span.end);
  if (site?.primitive !== 'barrier' || site.at - comment.span.end > INDENT || SAME_CPU.test(claim.text))
    return undefined;
  const others = targets.flatMap((target) => (target.site ? [{ facts: target.facts, site: target.site }] : []));
  const isBetweenCpus = (other: SiteRef) => isExplicit(other.site.primitive) && orderOf(other.site) !== null;
  if (others.length === 0 || others.length < targets.length || !others.every(isBetweenCpus)) return undefined;
  return finding(
    { facts, site },
    { start: site.at, end: site.at + site.primitive.length },
    `barrier() is said to pair with ${list(others.map((other) => siteName(other.facts, other.site)))}, but it is for the ` +
      'compiler alone: the CPU may still do what stands behind it before what stands above it. Between CPUs both sides take a barrier of the CPU.',
    others.map((other) => siteRelated(other.facts, other.site, 'the other side')),
  );
}

/** White space between a comment and the statement right below it. */
const INDENT = 24;

const SAME_CPU = /\b(?:interrupts?|irqs?|ipis?|nmi|preempt\w*|membarrier\w*|signal|same cpu|this cpu|local(?:ly)?)\b/i;

/** Why two kinds can't be a pair, whatever is around them. */
function kindFault(own: Order, other: Order): string | undefined {
  if (canPair(own, other)) return undefined;
  const what = own === 'smp_wmb' && other === 'smp_wmb' ? 'both order only stores' : 'neither orders stores';
  return `${what}: message passing needs a writer that keeps its stores apart and a reader that keeps its loads apart.`;
}

/** What goes wrong in the shape that the accesses on both sides make. */
function shapeFault({ snapshot }: Pairs, one: SiteRef, own: Order, other: SiteRef, order: Order): string | undefined {
  if (messagePassing(snapshot, one, other) && forbids('MP', own, order)) return undefined;
  if (messagePassing(snapshot, other, one) && forbids('MP', order, own)) return undefined;
  const crossing = storeBuffering(snapshot, one, other);
  if (!crossing || forbids('SB', own, order)) return undefined;
  const [mine, theirs] = [nameOf(crossing.before), nameOf(crossing.after)];
  return (
    `each side stores and then loads what the other one stores (store buffering): here ${mine} is stored and ${theirs} ` +
    `loaded, there ${theirs} stored and ${mine} loaded. Both may miss the other's store unless smp_mb() stands on both sides.`
  );
}

/** A barrier between accesses that its kind does not order. */
function misplaced({ ref, other, crossing }: Misfit): Finding {
  const { facts, site } = ref;
  const span = { start: site.at, end: site.at + site.primitive.length };
  if (!other || !crossing) {
    const loads = list([...new Set((site.after ?? []).map(({ object }) => object.text))], 3);
    const message =
      `${site.primitive}() orders stores, but ${functionName(facts, site.fn)}() stores nothing before it, and after it only ` +
      `loads ${loads}. Loads of what another side has written take smp_rmb() or an acquire.`;
    return finding(ref, span, message, []);
  }
  const isRead = site.kind === 'read';
  const [first, second] = [nameOf(crossing.before), nameOf(crossing.after)];
  const message = isRead
    ? `${site.primitive}() orders loads, but here ${first} is stored before it and ${second} after it, which ${siteName(other.facts, other.site)} keeps apart as a reader. Stores take smp_wmb() or a release.`
    : `${site.primitive}() orders stores, but here ${first} is loaded before it and ${second} after it, which ${siteName(other.facts, other.site)} keeps apart as a writer. Loads take smp_rmb() or an acquire.`;
  return finding(ref, span, message, [siteRelated(other.facts, other.site, 'the other side')]);
}

function finding({ facts, site }: SiteRef, span: Finding['span'], message: string, related: Related[]): Finding {
  const { code, severity } = mispairedKinds.meta;
  return { rule: code, severity, file: facts.file, span, message, related, function: functionName(facts, site.fn) };
}
