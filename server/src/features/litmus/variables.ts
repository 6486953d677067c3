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
export function variablesOf({ left, right, data }: Shaped): ReadonlyMap<string, Variable> {
  const [one, other] = [left.first, left.second];
  const names = variableNames(one, other);
  const stores = (access: Access) =>
    [left, right].some(
      (step) => (step.first === access && step.does[0] === 'W') || (step.second === access && step.does[1] === 'W'),
    );
  const make = (name: string, text: string, accesses: readonly Access[], pointsTo: string | undefined): Variable => {
    const storing = accesses.filter(stores);
    const values = new Map(storing.length > 1 ? storing.map((access, i) => [access, String(i + 1)]) : []);
    const simple = storing.length === 1 ? valuesOf(storing[0]!) : { old: '0', new: '1' };
    if (pointsTo === undefined) return { name, text, old: simple.old, fresh: simple.new, values, isPointer: false };
    return { name, text, old: right.guarded ? '0' : `${pointsTo}_before`, fresh: pointsTo, values, isPointer: true };
  };
  const pointed = right.follows ? names[0] : undefined;
  const dataText = data ? `what ${one.object.text.slice(1)} points to` : one.object.text;
  return new Map([
    [one.key, make(names[0], dataText, [one, right.second], undefined)],
    [other.key, make(names[1], other.object.text, [other, right.first], pointed)],
  ]);
}
