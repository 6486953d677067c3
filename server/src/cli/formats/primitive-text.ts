/** `explain PRIMITIVE`: what it orders and what not, when, on which argument, and what can stand on the other side. */
import { orderingInWords } from '../../features/orders.ts';
import { partnersInWords } from '../../features/partners.ts';
import type { Primitive } from '../../model/primitive.ts';
import type { Paint } from '../paint.ts';
import { item, wrap } from '../wrap.ts';

/** `name` is as the user gave it; the primitive may be a family that it belongs to. */
export function primitiveText(paint: Paint, width: number, name: string, primitive: Primitive): string {
  const family = primitive.name === name ? '' : ` (of the family ${primitive.name})`;
  const ordering = orderingInWords(primitive);
  const sections = [
    [`${paint.bold(`${name}()`)}${family}: ${paint.cyan(primitive.kind)}`, ...wrap(primitive.summary, width)],
    section(paint, width, 'Orders', ordering.orders),
    section(paint, width, 'Does not order', ordering.leaves),
    section(paint, width, 'When', primitive.condition === null ? [] : [sentence(primitive.condition)]),
    section(paint, width, 'The other side', partnersInWords(primitive.kind)),
    section(paint, width, 'Beware', primitive.gotcha === undefined ? [] : [primitive.gotcha]),
    factLines(paint, primitive),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(paint: Paint, width: number, title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [paint.bold(title), ...sentences.flatMap((one) => item(one, width))];
}

function factLines(paint: Paint, primitive: Primitive): string[] {
  const facts: [string, string][] = [
    ['Object', objectWords(primitive)],
    ['Scope', SCOPES[primitive.scope]],
    ['Since', primitive.since ?? ''],
    ['Removed', primitive.removed ?? ''],
    ['Source', primitive.source],
  ];
  return facts.filter(([, value]) => value !== '').map(([name, value]) => `${paint.dim(name.padEnd(8))} ${value}`);
}

function objectWords({ addressArg, addressForm }: Primitive): string {
  if (addressArg === null) return 'none: it accesses nothing itself';
  const ordinal = ['first', 'second', 'third', 'fourth'][addressArg] ?? `${addressArg + 1}th`;
  return `its ${ordinal} argument${addressForm === 'lvalue' ? ', the object itself' : ', a pointer to the object'}`;
}

const SCOPES: Readonly<Record<Primitive['scope'], string>> = {
  smp: 'between CPUs',
  dma: 'between CPUs and devices that share coherent memory',
  io: 'towards devices',
  'cpu-local': 'on this CPU only (interrupts, preemption)',
  compiler: 'the compiler only',
};

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
