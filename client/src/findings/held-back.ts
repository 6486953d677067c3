/** The client's questions about all files of the workspace: held back until someone wants to know. */
import type { CancellationToken } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

type Provide = NonNullable<Middleware['provideWorkspaceDiagnostics']>;

export class HeldBack {
  private isReleased = false;
  private readonly listeners = new Set<() => void>();

  /** From now on they are asked, again and again as the client does it. */
  release(): void {
    this.isReleased = true;
    for (const listener of [...this.listeners]) listener();
  }

  /** The client asks as soon as the server runs, and again whenever it has an answer. */
  readonly provide: Provide = async (resultIds, token, report, next) => {
    await this.untilReleased(token);
    return token.isCancellationRequested ? { items: [] } : next(resultIds, token, report);
  };

  private untilReleased(token: CancellationToken): Promise<void> {
    if (this.isReleased || token.isCancellationRequested) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.listeners.delete(done);
        subscription.dispose();
        resolve();
      };
      this.listeners.add(done);
      const subscription = token.onCancellationRequested(done);
    });
  }
}
