/** barrier-ls/sides: docs/lsp-extensions.md. */
import type { CancellationToken } from 'vscode-languageserver/node';
import {
  type OrderedAccess as Access,
  type OrderedSide as Side,
  sidesSideBySide,
} from '../../features/side-by-side.ts';
import { type Convert, spotLocation, toRange } from '../convert.ts';
import type { OrderedAccess, OrderedSide, SidesParams, SidesResult } from '../messages.ts';
import type { Session } from '../session.ts';
import { sliced } from '../sliced.ts';
import { askedSubject } from '../subjects.ts';

export async function sides(session: Session, params: SidesParams, token: CancellationToken): Promise<SidesResult> {
  const asked = askedSubject(session, params);
  const found = asked && (await sliced(sidesSideBySide(asked.view, asked.focus), token));
  if (!asked || !found) return { pairs: [] };
  const pairs = found.map(({ one, other, ...rest }) => ({
    one: toSide(asked, one),
    other: toSide(asked, other),
    ...rest,
  }));
  return { pairs };
}

function toSide(convert: Convert, { spot, primitive, before, after }: Side): OrderedSide {
  const source = convert.view.source(spot.facts);
  const shown = (accesses: readonly Access[]): OrderedAccess[] =>
    accesses.map(({ span, object, does, isShared }) => ({
      range: toRange(source, span, convert.encoding),
      ...{ object, does, shared: isShared },
    }));
  const { facts, function: fn } = spot;
  const place = { function: fn, file: facts.file, location: spotLocation(convert, spot) };
  return { primitive, ...place, before: shown(before), after: shown(after) };
}
