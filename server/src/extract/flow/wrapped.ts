/** Short functions that are another name for a fully ordered primitive: `return atomic_inc_unless_negative(x) ? 0 : -EBUSY`. */
import type { Lexed } from '../../syntax/lexed.ts';
import { eachCall } from '../calls.ts';
import type { Context } from '../paths.ts';

/** The one primitive with a full barrier that the file's function of this name has and needs nothing else for. */
export function wrapped({ scope, vocabulary }: Context, name: string): string | undefined {
  const body = bodiesOf(scope.file.lexed).get(name);
  if (!body) return undefined;
  const names: string[] = [];
  eachCall(scope.code, body, (call) => names.push(call.name));
  const [only] = names;
  return names.length === 1 && only && FULL.test(vocabulary.lookup(only)?.kind ?? '') ? only : undefined;
}

const FULL = /^(?:rmw-full|rmw-conditional-full|full)$/;

/** Longer ones do more. */
const LONGEST = 200;

function bodiesOf(lexed: Lexed): Map<string, { readonly start: number; readonly end: number }> {
  let bodies = known.get(lexed);
  if (!bodies) {
    const short = lexed.functions.filter(({ body }) => body.end - body.start <= LONGEST);
    known.set(lexed, (bodies = new Map(short.map((fn) => [fn.name, fn.body]))));
  }
  return bodies;
}

const known = new WeakMap<Lexed, Map<string, { readonly start: number; readonly end: number }>>();
