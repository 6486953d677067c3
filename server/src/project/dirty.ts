/**
 * What has changed and was not looked at yet, and the one pass at a time that does: at once, or when nothing has
 * changed for a moment, as while somebody types.
 */

export interface Delays {
  /** Milliseconds without a change after which to look. */
  readonly idle: number;
  /** Milliseconds after the first change after which to look in any case. */
  readonly longest: number;
}

/** Looks at what has changed; undefined stands for everything. */
export type Look = (changed: ReadonlySet<string> | undefined) => Promise<void>;

export class Dirty {
  private files = new Set<string>();
  private since: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private waiting: (() => void)[] = [];
  /** Any file may have changed, and no pass has begun to look. */
  isAll = false;
  isStopped = false;

  constructor(
    private readonly delays: Delays,
    private readonly look: Look,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Whether there is something that no pass has begun to look at. */
  private get isPending(): boolean {
    return this.isAll || this.files.size > 0;
  }

  /** Whether the file has changed since the last pass began. */
  has(file: string): boolean {
    return this.isAll || this.files.has(file);
  }

  /** Any file may have changed; looked at after `delay` milliseconds. */
  all(delay = 0): void {
    this.isAll = true;
    this.isStopped = false;
    this.schedule(delay);
  }

  now(files: Iterable<string>): void {
    for (const file of files) this.files.add(file);
    this.isStopped = false;
    this.schedule(0);
  }

  later(file: string): void {
    this.files.add(file);
    // The whole tree does not wait for somebody who types.
    if (this.isAll && this.timer) return;
    const now = performance.now();
    this.since ??= now;
    this.schedule(Math.max(0, Math.min(this.delays.idle, this.since + this.delays.longest - now)));
  }

  /** Ends the pass that runs, as soon as it asks, and begins no other until something is to be looked at now. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.running) this.release();
  }

  /** Resolves when nothing is left to be looked at, or no more will be. */
  settled(): Promise<void> {
    if (!this.running && (this.isStopped || !this.isPending)) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private schedule(delay: number): void {
    if (this.running || this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), delay);
  }

  private run(): void {
    this.timer = undefined;
    const changed = this.isAll ? undefined : this.files;
    this.files = new Set();
    this.isAll = false;
    this.since = undefined;
    this.running = this.look(changed)
      .catch((error) => {
        // What was begun is to be done again.
        if (changed) for (const file of changed) this.files.add(file);
        else this.isAll = true;
        if (!this.isStopped) this.failed(error);
        this.isStopped = true;
      })
      .finally(() => {
        this.running = undefined;
        if (this.isPending && !this.isStopped) this.schedule(this.isAll ? 0 : this.delays.idle);
        else this.release();
      });
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
