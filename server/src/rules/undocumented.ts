/** What missing-comment and uninformative-comment share: the operations that a comment should explain. */

import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { claimsAt } from '../pairing/back.ts';
import { linux } from '../primitives/linux.ts';
import { functionName } from './describe.ts';
import type { RuleContext } from './rule.ts';

/** The operations with this remark that no comment from further away speaks of either, in order of file and position. */
export function sitesWith({ files }: RuleContext, remark: NonNullable<Site['remark']>): SiteRef[] {
  return files
    .filter(({ file }) => !IMPLEMENTATIONS.test(file))
    .flatMap((facts) =>
      facts.sites
        .filter(
          (site) => site.remark === remark && !isPrimitiveItself(facts, site) && claimsAt(facts, site).length === 0,
        )
        .map((site) => ({ facts, site })),
    );
}

/** Headers that make the primitives: there smp_mb() is not used but defined. */
const IMPLEMENTATIONS = /^include\/asm-generic\/|\/(?:barrier|cmpxchg|atomic|atomic-\w+|bitops)\.h$/;

/** In the body of a primitive, which brings its ordering along under its own name. */
function isPrimitiveItself(facts: FileFacts, site: Site): boolean {
  const name = functionName(facts, site.fn);
  return linux.lookup(name) !== undefined || /^(?:arch_|__)?(?:smp|virt|dma)_\w*mb$/.test(name);
}

/** A finding at the operation's name. */
export function findingAt(
  { facts, site }: SiteRef,
  meta: { code: string; severity: Finding['severity'] },
  message: string,
): Finding {
  return {
    rule: meta.code,
    severity: meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message,
    related: [],
    function: functionName(facts, site.fn),
  };
}
