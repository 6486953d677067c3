/**
 * The shapes of the litmus-test literature, and what the memory model says of one whose processes are ordered in a given
 * way. The one place that knows which primitives are enough: who asks whether a pair can work asks here.
 *
 * The names and the accesses are those of tools/memory-model/Documentation (recipes.txt, explanation.txt) and of
 * "test6", to which recipes.txt refers; the outcome is the one that the shape is there to prevent.
 */
import { decide } from './decide.ts';
import { type Access, accessText, orderedProcess } from './orders.ts';
import { parseLitmus } from './syntax/parse.ts';

export type Shape = keyof typeof SHAPES;

export const shapeNames = (): readonly Shape[] => Object.keys(SHAPES) as Shape[];

export interface Answer {
  /** The test in herd's C dialect. */
  readonly text: string;
  /** Whether the outcome can't happen. Where there is a data race, nothing is certain. */
  readonly isForbidden: boolean;
  readonly hasRace: boolean;
}

/** How many processes of a shape have two accesses, and so an order. */
export function orderCount(shape: Shape): number {
  return ordersOf(SHAPES[shape]);
}

/**
 * The test of a shape and its verdict, or why there is none. `orders`, in the words of orders.ts, are those of the
 * processes with two accesses, from the first to the last. Each question is decided once.
 */
export function askShape(shape: Shape, orders: readonly string[]): Answer | { readonly problem: string } {
  const key = [shape, ...orders].join(',');
  const known = answers.get(key);
  if (known) return known;
  const answer = answerFor(shape, orders);
  // What people may ask has no end.
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(key, answer);
  return answer;
}

const answers = new Map<string, ReturnType<typeof askShape>>();
const MOST_ANSWERS = 4096;

interface Layout {
  readonly processes: readonly (readonly [Access, Access?])[];
  /** What the outcome asks of final values, apart from what the loads find. */
  readonly final?: string;
}

const W = (variable: string, value = 1): Access => ({ kind: 'W', variable, value });
const R = (variable: string, value: 0 | 1): Access => ({ kind: 'R', variable, value });

const SHAPES = {
  MP: {
    processes: [
      [W('x'), W('y')],
      [R('y', 1), R('x', 0)],
    ],
  },
  SB: {
    processes: [
      [W('x'), R('y', 0)],
      [W('y'), R('x', 0)],
    ],
  },
  LB: {
    processes: [
      [R('x', 1), W('y')],
      [R('y', 1), W('x')],
    ],
  },
  S: {
    processes: [
      [W('x', 2), W('y')],
      [R('y', 1), W('x')],
    ],
    final: 'x=2',
  },
  R: {
    processes: [
      [W('x'), W('y')],
      [W('y', 2), R('x', 0)],
    ],
    final: 'y=2',
  },
  '2+2W': {
    processes: [
      [W('x'), W('y', 2)],
      [W('y'), W('x', 2)],
    ],
    final: 'x=1 /\\ y=1',
  },
  WRC: { processes: [[W('x')], [R('x', 1), W('y')], [R('y', 1), R('x', 0)]] },
  RWC: { processes: [[W('x')], [R('x', 1), R('y', 0)], [W('y'), R('x', 0)]] },
  IRIW: { processes: [[W('x')], [R('x', 1), R('y', 0)], [W('y')], [R('y', 1), R('x', 0)]] },
  ISA2: {
    processes: [
      [W('x'), W('y')],
      [R('y', 1), W('z')],
      [R('z', 1), R('x', 0)],
    ],
  },
  'Z6.0': {
    processes: [
      [W('x'), W('y')],
      [R('y', 1), W('z')],
      [W('z', 2), R('x', 0)],
    ],
    final: 'z=2',
  },
} as const satisfies Readonly<Record<string, Layout>>;

function answerFor(shape: Shape, orders: readonly string[]): ReturnType<typeof askShape> {
  const layout: Layout = SHAPES[shape];
  const wanted = ordersOf(layout);
  if (orders.length !== wanted) return { problem: `${shape} takes ${wanted} orders, not ${orders.length}` };
  const texts: string[] = [];
  for (const [number, [first, second]] of layout.processes.entries()) {
    const side = layout.processes.slice(0, number).filter((process) => process.length === 2).length;
    const made = second
      ? orderedProcess([first, second], orders[side]!, number)
      : { parameters: [], lines: [accessText(first, 'r0')] };
    if ('problem' in made) return { problem: `${made.problem} (side ${side + 1} of ${shape})` };
    texts.push(processText(number, second ? [first, second] : [first], made));
  }
  const name = [shape, ...orders.map((words) => words.replace(/[^\w+]/g, '') || 'none')].join('+');
  return decided(`C ${name}\n\n{}\n\n${texts.join('\n\n')}\n\nexists (${outcomeOf(layout)})\n`);
}

function decided(text: string): ReturnType<typeof askShape> {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) return { problem: parsed.problems[0]!.message };
  const decision = decide(parsed.test, { brief: true });
  if ('gaveUp' in decision) return { problem: decision.gaveUp.message };
  const { observation, flags } = decision.verdict;
  return {
    text,
    isForbidden: observation === 'Never' && flags.length === 0,
    hasRace: flags.includes('data-race'),
  };
}

function processText(
  number: number,
  accesses: readonly Access[],
  made: { readonly parameters: readonly string[]; readonly lines: readonly string[] },
): string {
  const variables = [...new Set(accesses.map(({ variable }) => variable))].sort();
  const parameters = [...variables.map((variable) => `int *${variable}`), ...made.parameters];
  const registers = accesses.flatMap(({ kind }, i) => (kind === 'R' ? [`int r${i};`] : []));
  const body = [...registers, ...made.lines].map((line) => `\t${line}\n`).join('');
  return `P${number}(${parameters.join(', ')})\n{\n${body}}`;
}

function ordersOf({ processes }: Layout): number {
  return processes.filter((process) => process.length === 2).length;
}

function outcomeOf({ processes, final }: Layout): string {
  const found = processes.flatMap((accesses, number) =>
    accesses.flatMap((access, i) => (access?.kind === 'R' ? [`${number}:r${i}=${access.value}`] : [])),
  );
  return [...found, ...(final === undefined ? [] : [final])].join(' /\\ ');
}
