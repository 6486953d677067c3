/** Told now and then how far a phase is; `total` 0 where nobody knows yet. */
export type Progress = (phase: string, done: number, total: number) => void;
