/**
 * The `orders` clauses that many rows share, under the names that Documentation/memory-barriers.txt
 * and atomic_t.txt use. Notation: see `Primitive.orders`.
 */
export const order = {
  none: 'none',
  compiler: 'compiler: prior{R,W} -> later{R,W}',
  full: 'prior{R,W} -> later{R,W}',
  read: 'prior{R} -> later{R}',
  write: 'prior{W} -> later{W}',
  /** A store followed by a full barrier; nothing holds earlier accesses before the store itself. */
  storeThenFull: 'this W -> later{R,W}; prior{R,W} -> later{R,W}',
  beforeAtomic: 'prior{R,W} -> next RMW; prior{R,W} -> later{R,W} [past that RMW]',
  afterAtomic: 'previous RMW -> later{R,W}; prior{R,W} [before that RMW] -> later{R,W}',
  acquire: 'this R -> later{R,W}',
  acquireOnSuccess: 'this R -> later{R,W} [on success]',
  acquireOnCondition: 'this R -> later{R,W} [once the condition holds]',
  release: 'prior{R,W} -> this W',
  releaseOnSuccess: 'prior{R,W} -> this W [on success]',
  dependency: 'this R -> dependent{R,W}',
  nextPointers: 'each next-pointer R -> dependent{R,W}',
  fullRmw: 'prior{R,W} -> this RMW; this RMW -> later{R,W}; prior{R,W} -> later{R,W}',
  fullRmwOnSuccess: 'prior{R,W} -> this RMW; this RMW -> later{R,W}; prior{R,W} -> later{R,W} [on success]',
  /** A reference dropped: everything before is released, and the one who drops the last acquires it. */
  dropReference: 'prior{R,W} -> this W; this R -> later{R,W} [returns true]',
  controlOnSuccess: 'this R -> dependent{W} [on success]',
  lock: 'this R -> later{R,W}; same lock: earlier section{R,W} -> this section{R,W}',
  lockOnSuccess: 'this R -> later{R,W}; same lock: earlier section{R,W} -> this section{R,W} [on success]',
  lockOnZero: 'this R -> later{R,W}; same lock: earlier section{R,W} -> this section{R,W} [returns 0]',
  readerSection: 'section{R,W} ordered as a whole against grace periods',
  gracePeriod: 'prior{R,W} -> later{R,W}; pre-existing readers{R,W} -> later{R,W}; prior{R,W} -> later readers{R,W}',
  seqReadRetry: 'prior{R} -> this R',
  queueWork: 'prior{W} -> work function{R} [returns true]',
  sameDevice: 'same-device{R,W} in order',
} as const;
