/** The variables of a litmus test: one for each object, with the values that it has before and after the stores. */
import { variableNames } from './names.ts';
import type { Shaped } from './shapes.ts';
import type { Access } from './sides.ts';
import { valuesOf } from './values.ts';

export interface Variable {
  readonly name: string;
  /** As the code has it. */
  readonly text: string;
  readonly old: string;
  /** What a single store leaves. */
  readonly fresh: string;
  /** What each of two stores leaves. */
  readonly values: ReadonlyMap<Access, string>;
  readonly isPointer: boolean;
}

/** By the keys of the objects. */
export function variablesOf({ steps, data }: Shaped): ReadonlyMap<string, Variable> {
  const byKey = new Map<string, Access[]>();
  for (const access of new Set(steps.flatMap(({ first, second }) => [first, second]))) {
    const known = byKey.get(access.key);
    if (known) known.push(access);
    else byKey.set(access.key, [access]);
  }
  const names = variableNames([...byKey.values()].map(([access]) => access!));
  const nameOf = new Map([...byKey.keys()].map((key, i) => [key, names[i]!]));
  const stores = (access: Access) =>
    steps.some(
      ({ first, second, does }) => (first === access && does[0] === 'W') || (second === access && does[1] === 'W'),
    );
  const make = (key: string, accesses: readonly Access[]): Variable => {
    const name = nameOf.get(key)!;
    const text =
      data && key === steps[0]!.first.key
        ? `what ${accesses[0]!.object.text.slice(1)} points to`
        : accesses[0]!.object.text;
    const storing = accesses.filter(stores);
    const values = new Map(storing.length > 1 ? storing.map((access, i) => [access, String(i + 1)]) : []);
    const simple = storing.length === 1 ? valuesOf(storing[0]!) : { old: '0', new: '1' };
    const through = steps.find(({ follows, first }) => follows && first.key === key);
    if (!through) return { name, text, old: simple.old, fresh: simple.new, values, isPointer: false };
    const target = nameOf.get(through.second.key)!;
    return { name, text, old: through.guarded ? '0' : `${target}_before`, fresh: target, values, isPointer: true };
  };
  return new Map([...byKey].map(([key, accesses]) => [key, make(key, accesses)]));
}
