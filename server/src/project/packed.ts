/**
 * Facts as text, between threads and in the cache. Functions are nine tenths of what there is to say about most
 * files, with the same few keys each time, so they go as columns: half the size, and half the time to read.
 */
import type { Call, FileFacts, FunctionFact } from '../model/facts.ts';
import { type PackedFlows, packFlows, unpackFlows } from './packed-flows.ts';

export function packFacts(facts: FileFacts): string {
  const { flows, around, ...others } = facts;
  const packed: Packed = {
    ...others,
    functions: packFunctions(facts.functions),
    ...(flows && { flows: packFlows(flows) }),
    ...(around && { around: packFlows(around) }),
  };
  return JSON.stringify(packed);
}

/** What `packFacts` was given, but for properties that are undefined. */
export function unpackFacts(json: string): FileFacts {
  const { functions, flows, around, ...others }: Packed = JSON.parse(json);
  return {
    ...others,
    functions: unpackFunctions(functions),
    ...(flows && { flows: unpackFlows(flows) }),
    ...(around && { around: unpackFlows(around) }),
  };
}

type Packed = Omit<FileFacts, 'functions' | 'flows' | 'around'> & {
  readonly functions: PackedFunctions;
  readonly flows?: PackedFlows;
  readonly around?: PackedFlows;
};

interface PackedFunctions {
  readonly names: readonly string[];
  /** Four for each function: its offset, its body's start and end, and its flags. */
  readonly numbers: readonly number[];
  /** Calls by the function's index, as names and offsets in turn; none for those that were not looked into. */
  readonly calls: Readonly<Record<number, readonly (string | number)[]>>;
}

const MACRO = 1;
const STATIC = 2;
const STUB = 4;
const TABLE = 8;

function packFunctions(functions: readonly FunctionFact[]): PackedFunctions {
  const numbers: number[] = [];
  const calls: Record<number, (string | number)[]> = {};
  functions.forEach((fn, i) => {
    const flags = (fn.macro ? MACRO : 0) | (fn.isStatic ? STATIC : 0) | (fn.stub ? STUB : 0) | (fn.table ? TABLE : 0);
    numbers.push(fn.at, fn.body.start, fn.body.end, flags);
    if (fn.calls) calls[i] = fn.calls.flatMap((call) => [call.name, call.at]);
  });
  return { names: functions.map((fn) => fn.name), numbers, calls };
}

function unpackFunctions({ names, numbers, calls }: PackedFunctions): FunctionFact[] {
  return names.map((name, i) => {
    const [at, start, end, flags] = numbers.slice(4 * i, 4 * i + 4) as [number, number, number, number];
    const known = calls[i];
    return {
      name,
      macro: (flags & MACRO) !== 0,
      ...((flags & TABLE) !== 0 && { table: true as const }),
      at,
      body: { start, end },
      isStatic: (flags & STATIC) !== 0,
      stub: (flags & STUB) !== 0,
      ...(known && { calls: unpackCalls(known) }),
    };
  });
}

function unpackCalls(packed: readonly (string | number)[]): Call[] {
  const calls: Call[] = [];
  for (let i = 0; i < packed.length; i += 2) calls.push({ name: packed[i] as string, at: packed[i + 1] as number });
  return calls;
}
