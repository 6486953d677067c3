/**
 * Which object an expression accesses: `&x->f` with `struct foo *x` is member `f` of `struct foo`.
 * One file's knowledge only: members of members are left for the index, which knows all structures.
 */
import type { ObjectPath } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { isAddress } from './aliases.ts';
import { type Expression, readExpression } from './expression.ts';
import { type Context, designatedBy, pointedToBy } from './paths.ts';

/** How an expression names its object: `x` is the object, or `x` points to it. */
export type Form = 'lvalue' | 'pointer';

/** The object that the expression in `span` names. Its base is '' where the file doesn't tell. */
export function objectAt(context: Context, span: Span, form: Form): ObjectPath {
  const { code } = context.scope;
  const expression = readExpression(code, span);
  const path = (form === 'lvalue' ? designatedBy : pointedToBy)(context, expression, span.start);
  return { base: path.base, members: path.members, text: textOf(code, span, form, expression) };
}

/** The object that an expression read before designates. */
export function objectOf(context: Context, expression: Expression, span: Span): ObjectPath {
  const path = designatedBy(context, expression, span.start);
  return { base: path.base, members: path.members, text: folded(context.scope.code, span) };
}

/** The same for the same object, as far as one file tells. */
export function keyOf(object: Pick<ObjectPath, 'base' | 'members'>): string {
  return `${object.base} ${object.members.join('.')}`;
}

/** The text of a span as one line, white space folded. */
export function folded(code: string, span: Span): string {
  return code.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
}

/** As written; what a pointer without `&` points to gets a `*`. */
function textOf(code: string, span: Span, form: Form, expression: Expression): string {
  const text = folded(code, span);
  if (form === 'lvalue') return text;
  const address = isAddress(expression) ? ADDRESS.exec(text)?.[1] : undefined;
  if (address !== undefined) return address;
  return /^[\w.[\]]+(?:->[\w.[\]]+)*$/.test(text) ? `*${text}` : `*(${text})`;
}

/** `&x->f`, behind casts or none. */
const ADDRESS = /^(?:\([^()]*\)\s*)*&\s*(.+)$/;
