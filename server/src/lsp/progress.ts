/** Shows how far the reading of each tree is, and lets the user stop it. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import { describe, type Log } from './log.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';

export function showProgress(connection: Connection, session: Session): void {
  const shown = new Map<OpenProject, Shown>();

  session.onProgress = (project, phase, done, total) => {
    // What follows on changes of a few files is quick.
    if (project.isComplete) return;
    let one = shown.get(project);
    if (!one) {
      one = new Shown(connection, session.log, project, () => cancel(project));
      shown.set(project, one);
    }
    one.report(phase, done, total);
  };
  session.onChange((project) => {
    if (project.isComplete) end(project);
  });
  session.onEnd(end);

  function cancel(project: OpenProject): void {
    session.log.info(`${project.root}: reading was stopped; what is known is what was read and what is open`);
    project.cancel();
    end(project);
  }

  function end(project: OpenProject): void {
    shown.get(project)?.end();
    shown.delete(project);
  }
}

/** Where each phase begins, in percent. One that isn't listed goes on from wherever it is. */
const BEGINNINGS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  'listing files': [0, 5],
  reading: [5, 75],
  'looking for names': [75, 92],
  'following names': [92, 100],
};
const BETWEEN_REPORTS_MS = 100;

class Shown {
  private reporter: WorkDoneProgressServerReporter | undefined;
  private percentage = 0;
  private last = 0;
  private isOver = false;

  constructor(connection: Connection, log: Log, { root }: OpenProject, cancel: () => void) {
    const begin = (reporter: WorkDoneProgressServerReporter) => {
      this.reporter = reporter;
      reporter.begin('Reading barriers', this.percentage, root, true);
      reporter.token.onCancellationRequested(cancel);
      if (this.isOver) reporter.done();
    };
    const failed = (error: unknown) => log.warn(`progress: ${describe(error)}`);
    connection.window.createWorkDoneProgress().then(begin, failed);
  }

  report(phase: string, done: number, total: number): void {
    const [from, to] = BEGINNINGS[phase] ?? [this.percentage, this.percentage];
    const percentage = Math.floor(total > 0 ? from + ((to - from) * done) / total : from);
    this.percentage = Math.max(this.percentage, Math.min(percentage, 100));
    const now = performance.now();
    if (this.isOver || now - this.last < BETWEEN_REPORTS_MS) return;
    this.last = now;
    this.reporter?.report(this.percentage, total > 0 ? `${phase}: ${done} of ${total}` : phase);
  }

  end(): void {
    this.isOver = true;
    this.reporter?.done();
    this.reporter = undefined;
  }
}
