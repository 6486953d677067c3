/** A primitive that the kernel no longer has, or no longer wants in such code, with what has taken its place. */

import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { linux } from '../primitives/linux.ts';
import { functionName } from './describe.ts';
import { type Retired, retiredFor } from './retired.ts';
import type { Rule } from './rule.ts';

export const deprecatedPrimitive: Rule = {
  meta: {
    code: 'deprecated-primitive',
    summary: 'Code uses a primitive that no maintained kernel has any more.',
    severity: 'warning',
    default: true,
    description:
      'Out-of-tree code and ports go on using names such as ACCESS_ONCE() or smp_mb__before_clear_bit(), and bring ' +
      'definitions of their own that may order less than the code relies on. The finding says what is used today; where ' +
      'that is a mere change of name, the quick fix makes it.',
    source: 'the commits that removed them; Documentation/memory-barriers.txt; Documentation/atomic_t.txt',
    example: {
      bad: 'smp_mb__before_clear_bit();\nclear_bit(BUSY, &x->flags);',
      good: 'smp_mb__before_atomic();\nclear_bit(BUSY, &x->flags);',
    },
    silent:
      'Where the tree itself defines the name, as older kernels do, and in user space under tools/; for names that were removed after 5.10, ' +
      'the oldest kernel that is still maintained.',
  },
  check({ pairs: { snapshot }, files }) {
    return files.flatMap((facts) =>
      facts.sites.flatMap((site) => {
        const retired = retiredFor(site.primitive);
        if (!retired || facts.file.startsWith('tools/') || isDefined(snapshot, site.primitive)) return [];
        return [finding(facts, site, retired)];
      }),
    );
  },
};

/** Whether the tree brings a definition of its own; what user space under tools/ has is none for the kernel. */
function isDefined(snapshot: Snapshot, name: string): boolean {
  const isKernel = (file: string) => !file.startsWith('tools/');
  return (
    snapshot.isAssumed(name) ||
    snapshot.functionsNamed(name).some(({ facts }) => isKernel(facts.file)) ||
    snapshot.mentions(name).some(({ kind, file }) => kind === 'macro' && isKernel(file))
  );
}

function finding(facts: FileFacts, site: Site, { instead }: Retired) {
  const since = linux.lookup(site.primitive)?.removed;
  return {
    rule: deprecatedPrimitive.meta.code,
    severity: deprecatedPrimitive.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message: `${site.primitive}() is gone${since ? ` since Linux ${since}` : ''}: ${instead}.`,
    related: [],
    function: functionName(facts, site.fn),
  };
}
