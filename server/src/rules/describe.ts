/** Words and places that several rules' messages share. */
import type { FileFacts, PlainAccess, Site } from '../model/facts.ts';
import type { Related } from '../model/finding.ts';
import { contains } from '../text/span.ts';

/** `''` at file scope. */
export function functionName(facts: FileFacts, fn: number): string {
  return facts.functions[fn]?.name ?? '';
}

/** The name of the function or macro around an offset, `''` at file scope. */
export function nameAt({ functions }: FileFacts, at: number): string {
  return functions.find(({ body }) => contains(body, at))?.name ?? '';
}

/** "smp_store_release() in iomem_init_inode()" */
export function siteName(facts: FileFacts, site: Site): string {
  const fn = functionName(facts, site.fn);
  return fn === '' ? `${site.primitive}()` : `${site.primitive}() in ${fn}()`;
}

export function siteRelated(facts: FileFacts, site: Site, role: string): Related {
  return {
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message: `${siteName(facts, site)}: ${role}`,
  };
}

export function accessRelated(facts: FileFacts, access: PlainAccess, role: string): Related {
  const fn = functionName(facts, access.fn);
  return {
    file: facts.file,
    span: { start: access.at, end: access.end },
    message: `${access.object.text}${fn === '' ? '' : ` in ${fn}()`}: ${role}`,
  };
}

/** The object of a key without its structure: the member's or the variable's name. */
export function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('::') + 2);
}

/** "a", "a and b", "a, b and c", "a, b, c and 4 more". */
export function list(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most);
  if (items.length > most) return `${shown.slice(0, -1).join(', ')} and ${items.length - most + 1} more`;
  if (shown.length <= 1) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
