/** A pairing comment names a primitive that does not exist, and a letter away there is one. */
import type { PrimitiveRef } from '../model/claim.ts';
import type { Finding } from '../model/finding.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { functionName, siteName, siteRelated } from './describe.ts';
import { claimsOf, type Rule } from './rule.ts';

export const misspeltPrimitive: Rule = {
  meta: {
    code: 'misspelt-primitive',
    summary: 'A pairing comment misspells the primitive, so that neither grep nor a reader finds it.',
    severity: 'warning',
    default: true,
    description:
      'Pairing comments are followed with grep. A primitive that is misspelt (smb_rmb(), smp_load_aquire()) matches ' +
      'nothing; the finding says what it should be and, where it can be told, which site is meant.',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS lists the names',
    example: {
      bad: '/* Paired with smb_wmb() in publish(). */\nsmp_rmb();',
      good: '/* Paired with smp_wmb() in publish(). */\nsmp_rmb();',
    },
    silent: 'For short forms that everybody reads alike: wmb, load-acquire, store_release, "the barrier".',
  },
  check(context) {
    return claimsOf(context).flatMap((resolved) => {
      const { own, references } = resolved.claim;
      const refs = [...own, ...references.flatMap((reference) => reference.primitives)];
      // "smp mb" is how people speak.
      return refs.filter((ref) => ref.misspelt && !ref.text.includes(' ')).map((ref) => finding(resolved, ref));
    });
  },
};

function finding(resolved: ResolvedClaim, ref: PrimitiveRef): Finding {
  const { facts, comment, targets } = resolved;
  const meant = targets.filter((target) => target.site !== null && target.primitive === ref.name);
  const where = meant.length === 1 ? `, as in ${siteName(meant[0]!.facts, meant[0]!.site!)}` : '';
  return {
    rule: misspeltPrimitive.meta.code,
    severity: misspeltPrimitive.meta.severity,
    file: facts.file,
    span: ref.span,
    message: `There is no primitive ${ref.text}; the comment means ${ref.name}()${where}.`,
    related: meant.map((target) => siteRelated(target.facts, target.site!, 'the other side')),
    function: functionName(facts, comment.fn),
  };
}
