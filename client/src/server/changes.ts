/** One event for all views that ask the server again when its answers may be others: at changes, and when it is another. */
import { type Event, EventEmitter } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The client keeps one handler for a notification, so that all views share it. */
export function onChanged(client: LanguageClient): Event<void> {
  const known = events.get(client);
  if (known) return known;
  const emitter = new EventEmitter<void>();
  client.onNotification('barrier-ls/changed', () => emitter.fire());
  client.onDidChangeState(() => emitter.fire());
  events.set(client, emitter.event);
  return emitter.event;
}

const events = new WeakMap<LanguageClient, Event<void>>();
