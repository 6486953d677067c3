/**
 * The boundary that every request passes: who asks too early or too late is told so, who has lost interest too; and
 * whatever goes wrong inside is logged and answered as if there were nothing to say, so that one feature's fault is not
 * the end of the others.
 */
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { describe, type Log } from './log.ts';
import { complaint, isReadable } from './params.ts';
import { StaleFacts } from './view.ts';

/** How far the conversation is. */
export type Phase = 'new' | 'running' | 'shut down';

export interface Conversation {
  readonly phase: Phase;
  /** Resolves when there is something to answer from. */
  readonly ready: Promise<unknown>;
}

export type Work<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;
export type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;
export type Boundary = <P, R>(method: string, fallback: R, work: Work<P, R>) => Handler<P, R>;

export function createBoundary(conversation: Conversation, log: Log): Boundary {
  return (method, fallback, work) => async (params, token) => {
    const refusal = refuse(conversation.phase);
    if (refusal) return refusal;
    try {
      await conversation.ready;
      const result = await triedTwice(work, params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      if (error instanceof ResponseError) return error as ResponseError<never>;
      if (token.isCancellationRequested) return cancelled();
      if (error instanceof StaleFacts) log.info(`${method}: ${error.message}, and was not read in time`);
      else log.error(`${method}: ${describe(error)}`);
      return fallback;
    }
  };
}

/** As `createBoundary`, for what nobody waits for. */
export function guarded<P>(
  method: string,
  conversation: Conversation,
  log: Log,
  work: (params: P) => void | Promise<void>,
): (params: P) => Promise<void> {
  return async (params) => {
    if (conversation.phase !== 'running') return;
    if (!isReadable(method, params)) return log.error(complaint(method));
    try {
      await work(params);
    } catch (error) {
      log.error(`${method}: ${describe(error)}`);
    }
  };
}

/** What is answered in place of a result while nothing may be asked. */
export function refuse(phase: Phase): ResponseError<never> | undefined {
  if (phase === 'new') return new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
  if (phase === 'shut down') return new ResponseError(ErrorCodes.InvalidRequest, 'The server was shut down.');
  return undefined;
}

async function triedTwice<P, R>(work: Work<P, R>, params: P, token: CancellationToken): Promise<R> {
  if (token.isCancellationRequested) throw cancelled();
  try {
    return await work(params, token);
  } catch (error) {
    if (!(error instanceof StaleFacts)) throw error;
    await within(LONGEST_READING_MS, error.settled());
    if (token.isCancellationRequested) throw cancelled();
    return work(params, token);
  }
}

/** An answer waits so long for a file to be read again. */
export const LONGEST_READING_MS = 1000;

/** Resolves with the promise or after a time, whichever comes first. */
export async function within(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
