/** textDocument/prepareCallHierarchy, callHierarchy/incomingCalls and outgoingCalls: who pairs with whom. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams,
  type Range,
  SymbolKind,
} from 'vscode-languageserver/node';
import {
  type HierarchyItem,
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from '../../features/call-hierarchy.ts';
import type { FileFacts } from '../../model/facts.ts';
import type { Span } from '../../text/span.ts';
import { type Convert, toLocation, toRange } from '../convert.ts';
import { type AskedPlace, askedPlace } from '../place.ts';
import type { Session } from '../session.ts';

export function prepare(session: Session, params: CallHierarchyPrepareParams): CallHierarchyItem[] | null {
  const asked = askedPlace(session, params);
  if (!asked?.project.settings.callHierarchy.enable) return null;
  const item = prepareCallHierarchy(asked.view, asked.file, asked.offset);
  return item ? [toItem(asked, item)] : null;
}

export function incoming(
  session: Session,
  { item }: CallHierarchyIncomingCallsParams,
): CallHierarchyIncomingCall[] | null {
  const asked = askedItem(session, item);
  if (!asked) return null;
  return incomingCalls(asked.view, asked.file, asked.offset).map((call) => ({
    from: toItem(asked, call.item),
    fromRanges: rangesIn(asked, call.item.facts, call.ranges),
  }));
}

export function outgoing(
  session: Session,
  { item }: CallHierarchyOutgoingCallsParams,
): CallHierarchyOutgoingCall[] | null {
  const asked = askedItem(session, item);
  if (!asked) return null;
  return outgoingCalls(asked.view, asked.file, asked.offset).map((call) => ({
    to: toItem(asked, call.item),
    fromRanges: rangesIn(asked, asked.facts, call.ranges),
  }));
}

/** An item is found again by where its name stands. */
function askedItem(session: Session, { uri, selectionRange }: CallHierarchyItem): AskedPlace | undefined {
  return askedPlace(session, { textDocument: { uri }, position: selectionRange.start });
}

function toItem(convert: Convert, { facts, name, detail, kind, span, selection }: HierarchyItem): CallHierarchyItem {
  const { uri, range } = toLocation(convert, facts, span);
  return {
    name,
    kind: kind === 'function' ? SymbolKind.Function : SymbolKind.Operator,
    ...(detail === '' ? {} : { detail }),
    uri,
    range,
    selectionRange: toLocation(convert, facts, selection).range,
  };
}

function rangesIn({ view, encoding }: Convert, facts: FileFacts, spans: readonly Span[]): Range[] {
  return spans.map((span) => toRange(view.source(facts), span, encoding));
}
