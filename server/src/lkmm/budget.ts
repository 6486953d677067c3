/** A bound on the work that one test may take, and a way to call it off. */

/** Why a test was given up. It never leaves this folder: `decide` turns it into a value. */
export class GaveUp extends Error {
  readonly reason: 'steps' | 'cancelled' | 'events';

  constructor(reason: GaveUp['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export class Budget {
  private left: number;
  private untilLook = LOOK_EVERY;
  private readonly steps: number;
  private readonly isCancelled: () => boolean;

  private readonly mostEvents: number;

  /** `steps`: units of work, about a microsecond each. `isCancelled` is asked now and then. */
  constructor(steps: number, mostEvents: number, isCancelled: () => boolean = () => false) {
    this.left = steps;
    this.steps = steps;
    this.mostEvents = mostEvents;
    this.isCancelled = isCancelled;
  }

  /** Gives up when there are more events in one execution than can be dealt with. */
  allowEvents(count: number): void {
    if (count > this.mostEvents) {
      throw new GaveUp('events', `the test is too large: more than ${this.mostEvents} events`);
    }
  }

  /** Gives up when there are more ways through a process than can be kept. */
  allowWays(count: number): void {
    if (count > MOST_WAYS)
      throw new GaveUp('events', `the test is too large: a process has more than ${MOST_WAYS} ways`);
  }

  spend(units: number): void {
    this.left -= units;
    this.untilLook -= units;
    if (this.left < 0) throw new GaveUp('steps', `the test is too large: given up after ${this.steps} steps`);
    if (this.untilLook >= 0) return;
    this.untilLook = LOOK_EVERY;
    if (this.isCancelled()) throw new GaveUp('cancelled', 'called off');
  }
}

const LOOK_EVERY = 2000;
const MOST_WAYS = 5_000;
