/**
 * "What if": a shape and the primitives of its two sides, without any code. `smp_wmb,READ_ONCE+addr` for MP is a writer
 * with smp_wmb() between its stores, and a reader that follows the pointer that it has loaded.
 */
import { decide, type Verdict } from '../../lkmm/decide.ts';
import { parseLitmus } from '../../lkmm/syntax/parse.ts';
import { primitiveNamed } from '../../lkmm/syntax/primitives.ts';

export type WhatIf =
  | { readonly shape: string; readonly text: string; readonly verdict: Verdict }
  | { readonly problem: string };

/** `primitives`: for each side names of primitives and `addr`, `data`, `ctrl`, `plain`, with `+` between; the sides with a comma. */
export function whatIf(shape: string, primitives: string): WhatIf {
  const known = SHAPES[shape.toUpperCase()];
  if (!known) return { problem: `no shape is called '${shape}': expected ${Object.keys(SHAPES).join(', ')}` };
  const sides = primitives.split(',');
  if (sides.length !== 2) return { problem: `expected two sides with a comma between, not '${primitives}'` };
  const written = sides.map((words, number) => sideText(known.sides[number as 0 | 1], words.trim(), number));
  const fault = written.find((one) => typeof one !== 'string');
  if (fault && typeof fault !== 'string')
    return { problem: `${fault.problem} (side ${written.indexOf(fault) + 1} of ${shape})` };
  const name = [shape.toUpperCase(), ...sides.map((words) => words.trim().replace(/[^\w+]/g, '') || 'none')].join('+');
  const text = `C ${name}\n\n{}\n\n${written.join('\n\n')}\n\nexists (${known.outcome})\n`;
  const parsed = parseLitmus(text);
  if ('problems' in parsed) return { problem: parsed.problems[0]!.message };
  const decision = decide(parsed.test);
  return 'gaveUp' in decision
    ? { problem: decision.gaveUp.message }
    : { shape: shape.toUpperCase(), text, verdict: decision.verdict };
}

/** `W x 1`: stores 1 to x. `R y`: loads y. */
type Access = readonly [kind: 'W' | 'R', variable: string, value: number];

interface Shape {
  readonly sides: readonly [readonly [Access, Access], readonly [Access, Access]];
  readonly outcome: string;
}

const W = (variable: string, value = 1): Access => ['W', variable, value];
const R = (variable: string): Access => ['R', variable, 0];

const SHAPES: Readonly<Record<string, Shape>> = {
  MP: {
    sides: [
      [W('x'), W('y')],
      [R('y'), R('x')],
    ],
    outcome: '1:r0=1 /\\ 1:r1=0',
  },
  SB: {
    sides: [
      [W('x'), R('y')],
      [W('y'), R('x')],
    ],
    outcome: '0:r1=0 /\\ 1:r1=0',
  },
  LB: {
    sides: [
      [R('x'), W('y')],
      [R('y'), W('x')],
    ],
    outcome: '0:r0=1 /\\ 1:r0=1',
  },
  S: {
    sides: [
      [W('x', 2), W('y')],
      [R('y'), W('x')],
    ],
    outcome: '1:r0=1 /\\ x=2',
  },
  R: {
    sides: [
      [W('x'), W('y')],
      [W('y', 2), R('x')],
    ],
    outcome: 'y=2 /\\ 1:r1=0',
  },
  '2+2W': {
    sides: [
      [W('x'), W('y', 2)],
      [W('y'), W('x', 2)],
    ],
    outcome: 'x=1 /\\ y=1',
  },
};

/** A process, or what is wrong with its primitives. */
function sideText(accesses: readonly [Access, Access], words: string, number: number): string | { problem: string } {
  const made: [string | undefined, string | undefined] = [undefined, undefined];
  const fences: string[] = [];
  const dependencies = new Set<string>();
  // A flag is stored last and loaded first: what orders is the flag's access.
  const flag = { W: accesses[1][0] === 'W' ? 1 : 0, R: accesses[0][0] === 'R' ? 0 : 1 } as const;
  let isPlain = false;
  for (const word of words.split('+').map((one) => one.replace(/\(\)$/, '').trim())) {
    if (word === '' || word === 'none') continue;
    const primitive = primitiveNamed(word);
    if (word === 'plain') isPlain = true;
    else if (/^(?:addr|data|ctrl)$/.test(word)) dependencies.add(word);
    else if (primitive?.op === 'fence') fences.push(`${word}();`);
    else if (primitive?.op === 'load' || primitive?.op === 'store') {
      const kind = primitive.op === 'load' ? 'R' : 'W';
      const [own, variable, value] = accesses[flag[kind]];
      if (own !== kind) return { problem: `${word}() ${kind === 'R' ? 'loads' : 'stores'}, and nothing does so here` };
      const place = `${primitive.isPlace ? '*' : ''}${variable}`;
      made[flag[kind]] = kind === 'R' ? `r${flag.R} = ${word}(${place});` : `${word}(${place}, ${value});`;
    } else if (primitive?.op === 'exchange') {
      const which = accesses[1][0] === 'W' ? 1 : 0;
      const [kind, variable, value] = accesses[which];
      made[which] = kind === 'R' ? `r${which} = ${word}(${variable}, 7);` : `int r9 = ${word}(${variable}, ${value});`;
    } else if (
      primitive?.op === 'atomic' &&
      primitive.gives === 'nothing' &&
      primitive.operand &&
      accesses[flag.W][0] === 'W'
    ) {
      made[flag.W] = `${word}(${accesses[flag.W][1]});`;
    } else return { problem: `'${word}' is no primitive that a side can have, nor addr, data, ctrl or plain` };
  }
  if (dependencies.size > 0 && accesses[0][0] === 'W')
    return { problem: `a dependency begins at a load, and this side stores first` };
  if (dependencies.has('data') && accesses[1][0] === 'R')
    return { problem: 'a data dependency ends at a store, and this side loads last' };
  const first = made[0] ?? accessText(accesses[0], 0, accesses[0][1], isPlain);
  const body = [...fences, ...secondText(accesses[1], made[1], dependencies, isPlain)];
  const lines = dependencies.has('ctrl')
    ? [first, 'if (r0) {', ...body.map((line) => `\t${line}`), '}']
    : [first, ...body];
  const registers = accesses.flatMap(([kind], i) => (kind === 'R' ? [`int r${i};`] : []));
  return `P${number}(int *x, int *y)\n{\n${[...registers, ...lines].map((line) => `\t${line}\n`).join('')}}`;
}

function secondText(
  access: Access,
  made: string | undefined,
  dependencies: ReadonlySet<string>,
  isPlain: boolean,
): string[] {
  const [, variable, value] = access;
  if (dependencies.has('addr')) {
    const through = made?.replace(new RegExp(`\\b${variable}\\b`), 'r3') ?? accessText(access, 1, 'r3', isPlain);
    return ['int r2 = r0 ^ r0;', `int *r3 = ${variable} + r2;`, through];
  }
  const text = made ?? accessText(access, 1, variable, isPlain);
  if (!dependencies.has('data')) return [text];
  return ['int r2 = r0 ^ r0;', text.replace(new RegExp(`\\b${value}(?=[);])`), `r2 + ${value}`)];
}

function accessText([kind, , value]: Access, register: number, name: string, isPlain: boolean): string {
  if (kind === 'R') return `r${register} = ${isPlain ? `*${name}` : `READ_ONCE(*${name})`};`;
  return isPlain ? `*${name} = ${value};` : `WRITE_ONCE(*${name}, ${value});`;
}
