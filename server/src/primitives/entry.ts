/**
 * How the tables of a dialect are written: `primitive(name, kind, orders, facts)`.
 * A family gives its names in shell brace notation, `{,raw_}spin_lock{,_irq,_bh}`, which stays
 * readable, is finite by construction, and can be expanded once instead of matched on every call.
 */
import type { Kind, Primitive, Scope } from '../model/primitive.ts';

/** The columns of a table that may be left out when they have the usual value. */
export interface Facts {
  /** All names of a family, in brace notation; without it the name stands for itself. */
  readonly members?: string | undefined;
  /** 0-based position of the argument that names the accessed object. */
  readonly address?: number | undefined;
  /** How that argument names it; `pointer` unless said otherwise. */
  readonly form?: string | undefined;
  /** 0-based position of the stored argument. */
  readonly value?: number | undefined;
  readonly condition?: string | undefined;
  /** `smp` unless said otherwise. */
  readonly scope?: Scope | undefined;
  readonly since?: string | undefined;
  readonly removed?: string | undefined;
  readonly source: string;
  readonly summary: string;
  readonly gotcha?: string | undefined;
  /** See Primitive.incidental. */
  readonly incidental?: true;
}

/** One row of a table, with the usual values filled in. */
export function primitive(name: string, kind: Kind, orders: string, facts: Facts): Primitive {
  const addressArg = facts.address ?? null;
  return {
    name,
    ...(facts.members !== undefined && { pattern: patternOf(facts.members) }),
    kind,
    orders,
    addressArg,
    ...(addressArg !== null && { addressForm: facts.form ?? 'pointer' }),
    valueArg: facts.value ?? null,
    condition: facts.condition ?? null,
    scope: facts.scope ?? 'smp',
    since: facts.since ?? null,
    removed: facts.removed ?? null,
    source: facts.source,
    summary: facts.summary,
    ...(facts.gotcha !== undefined && { gotcha: facts.gotcha }),
    ...(facts.incidental && { incidental: true }),
  };
}

/** `{a,b}_c` as the anchored regular expression `^(?:a|b)_c$`. The names are word characters, so nothing needs escaping. */
function patternOf(members: string): string {
  return `^${members.replaceAll('{', '(?:').replaceAll(',', '|').replaceAll('}', ')')}$`;
}
