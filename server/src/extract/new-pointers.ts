/** Whether a stored value is a pointer, and to something that this function has made: storing it publishes that. */
import type { Site } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { assignedTo } from './aliases.ts';
import type { Context } from './paths.ts';

/** `pointer` of a site that stores the expression at `stored`: only of plain variables, which have a declaration. */
export function pointerStored({ scope }: Context, stored: Span): Pick<Site, 'pointer'> {
  const { code, body } = scope;
  const name = VARIABLE.exec(code.slice(stored.start, stored.end))?.[1];
  if (name === undefined) return {};
  const variable = scope.variable(name, stored.start) ?? scope.file.global(name);
  if (!variable || variable.depth === 0) return {};
  const before = { start: body.start, end: stored.start };
  const values = assignedTo(code, before, name).map(({ start, end }) => code.slice(start, end));
  return { pointer: values.some((value) => ALLOCATES.test(value)) ? 'new' : 'known' };
}

/** A name, with a cast before it or none, and with the address spaces' marks. */
const VARIABLE = /^\s*(?:\([^()]*\*\s*(?:__\w+\s*)?\)\s*)?(\w+)\s*$/;

/** A call that makes something new; the name's words are the convention. */
const ALLOCATES = /^\s*(?:\([^()]*\)\s*)?(?:\w+_)?(?:\w*alloc\w*|\w*memdup\w*|\w*strdup\w*|create\w*|new\w*)\s*\(/;
