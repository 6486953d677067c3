/** Files whose text is in an editor, in place of what the disk has. */
import type { Files, Stat } from '../host/host.ts';

export interface OpenText {
  readonly text: string;
  readonly bytes: Buffer;
  /** Another one for each text: it stands for the time of change. */
  readonly version: number;
}

/** Texts by absolute path. */
export type OpenTexts = ReadonlyMap<string, OpenText>;

/** Whether a file's time of change stands for a text in an editor. */
export function isOpenText(stat: Pick<Stat, 'mtimeMs'>): boolean {
  return stat.mtimeMs < 0;
}

/** The disk with `texts` laid over it. Sees changes of `texts`. */
export function withOpenTexts(files: Files, texts: OpenTexts): Files {
  const statOf = ({ bytes, version }: OpenText): Stat => ({ kind: 'file', mtimeMs: -version, size: bytes.length });
  return {
    ...files,
    stat(path) {
      const open = texts.get(path);
      return open ? statOf(open) : files.stat(path);
    },
    read(path, limit) {
      const open = texts.get(path);
      if (!open) return files.read(path, limit);
      if (open.bytes.length <= limit) return { stat: statOf(open), bytes: open.bytes };
      return { stat: statOf(open), bytes: undefined, problem: `is larger than ${limit >> 20} MB` };
    },
    text: (path) => texts.get(path)?.text ?? files.text(path),
  };
}
