/** What happens when the language server ends by itself: it is started again, until that is of no use. */
import type {
  CloseAction,
  CloseHandlerResult,
  ErrorAction,
  ErrorHandler,
  ErrorHandlerResult,
} from 'vscode-languageclient/node';

const MAX_RESTARTS = 3;
const WITHIN_MS = 3 * 60 * 1000;

// The client's numbers, as types alone: the module itself can be loaded in VS Code only, and this file in tests, too.
const CONTINUE: ErrorAction.Continue = 1;
const DO_NOT_RESTART: CloseAction.DoNotRestart = 1;
const RESTART: CloseAction.Restart = 2;

export class Crashes implements ErrorHandler {
  /** When it ended, in milliseconds; only those that still count. */
  private times: number[] = [];

  constructor(
    /** Called with a sentence for the user when it is not started again. */
    private readonly giveUp: (sentence: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** How often it has ended by itself since it was last started by the user. */
  get count(): number {
    return this.times.length;
  }

  /** A message that can't be read or written says nothing of the next one. */
  error(): ErrorHandlerResult {
    return { action: CONTINUE, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = this.now();
    this.times = [...this.times.filter((time) => now - time < WITHIN_MS), now];
    if (this.times.length <= MAX_RESTARTS) return { action: RESTART, handled: true };
    this.giveUp(`The barrier language server has stopped ${this.times.length} times within three minutes.`);
    return { action: DO_NOT_RESTART, handled: true };
  }

  /** The user has it started again: what was is forgiven. */
  forget(): void {
    this.times = [];
  }
}
