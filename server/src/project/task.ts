/**
 * What workers do, one file at a time. Tasks, items and results are plain data, as they cross between threads;
 * facts travel as text, which is cheaper to receive than objects and is what the cache stores.
 */
import type { Extractor } from '../extract/file.ts';
import type { Files, Host, Stat } from '../host/host.ts';
import type { Mention } from '../model/demand.ts';
import { decode } from '../text/decode.ts';
import { isAssembly } from './discover.ts';
import { packFacts } from './packed.ts';
import { createScanner, type Wanted } from './scan.ts';

/** `survey`: tell whether files are worth extracting, and extract them. */
export type Task = SurveyTask | ExtractTask | ScanTask;

export interface SurveyTask {
  readonly kind: 'survey';
  /** What a file must contain, as bytes read as Latin-1, to be extracted. */
  readonly candidate: RegExp;
}

export interface ExtractTask {
  readonly kind: 'extract';
}

/** Looks for names and structures in the text. */
export interface ScanTask extends Wanted {
  readonly kind: 'scan';
}

export interface Item {
  /** Relative to the root. */
  readonly file: string;
  /** For extraction: functions to read in full. */
  readonly names?: readonly string[];
  /** For a survey: the content hash of facts that are at hand, which needn't be made again. */
  readonly known?: string;
}

export interface Result {
  readonly file: string;
  /** Undefined when the file is gone, or no longer a plain file. */
  readonly stat?: Stat;
  /** Content hash of what facts were asked of. */
  readonly hash?: string;
  /** Packed. */
  readonly facts?: string;
  /** The facts at hand are still right. */
  readonly same?: boolean;
  /** Why the file could not be looked at. */
  readonly problem?: string;
  /** `problem` may not occur again: it says something about this run rather than about the file. */
  readonly passing?: boolean;
  readonly mentions?: readonly Mention[];
  /** Names that are defined here as functions or macros, as far as a scan can tell. */
  readonly functions?: readonly string[];
  /** `struct tag`s whose members are listed here. */
  readonly structs?: readonly string[];
}

/** What is needed to do any task. */
export interface Tools {
  readonly root: string;
  readonly files: Files;
  readonly hash: Host['hash'];
  extractor(): Promise<Extractor>;
}

export type Work = (item: Item) => Result;

/** Register headers of up to 24 MB are all that is larger in the kernel. */
export const MAX_BYTES = 8 * 1024 * 1024;

/** Readies `task`; the result does it to one item after the other and never throws. */
export async function prepare(task: Task, tools: Tools): Promise<Work> {
  const work = await workOf(task, tools);
  return (item) => {
    try {
      return work(item);
    } catch (error) {
      return { file: item.file, problem: `failed: ${error instanceof Error ? error.message : error}`, passing: true };
    }
  };
}

async function workOf(task: Task, tools: Tools): Promise<Work> {
  if (task.kind === 'scan') return scanner(task, tools);
  const extractor = await tools.extractor();
  return task.kind === 'survey' ? surveyor(task, tools, extractor) : (item) => extract(item, tools, extractor);
}

function surveyor({ candidate }: SurveyTask, tools: Tools, extractor: Extractor): Work {
  return (item) => {
    if (isAssembly(item.file)) {
      const stat = tools.files.stat(`${tools.root}/${item.file}`);
      return { file: item.file, ...(stat?.kind === 'file' && { stat }) };
    }
    const source = open(item.file, tools);
    if (!source.bytes || isRegisterList(source.bytes)) return source.result;
    const latin1 = source.bytes.toString('latin1');
    if (!candidate.test(latin1)) return source.result;
    const hash = tools.hash(source.bytes);
    if (hash === item.known) return { ...source.result, same: true };
    const facts = extractor.extract(item.file, textOf(source.bytes, latin1), hash, new Set());
    return { ...source.result, hash, facts: packFacts(facts) };
  };
}

function extract(item: Item, tools: Tools, extractor: Extractor): Result {
  const source = open(item.file, tools);
  if (!source.bytes) return source.result;
  const text = textOf(source.bytes, source.bytes.toString('latin1'));
  const facts = extractor.extract(item.file, text, tools.hash(source.bytes), new Set(item.names));
  return { ...source.result, facts: packFacts(facts) };
}

function scanner(wanted: Wanted, tools: Tools): Work {
  const scan = createScanner(wanted);
  return (item) => {
    const source = open(item.file, tools);
    if (!source.bytes || isRegisterList(source.bytes)) return source.result;
    const latin1 = source.bytes.toString('latin1');
    if (!scan.occursIn(latin1)) return source.result;
    return { ...source.result, ...scan.read(item.file, textOf(source.bytes, latin1)) };
  };
}

/**
 * A quarter of a megabyte without a brace is a list of constants. In Linux 6.1 these are a third of all bytes:
 * generated headers of device registers.
 */
function isRegisterList(bytes: Buffer): boolean {
  return bytes.length > REGISTER_LIST && !bytes.includes(0x7b);
}

const REGISTER_LIST = 256 * 1024;

interface Source {
  readonly bytes?: Buffer;
  readonly result: Result;
}

/** Reads a file; the result is what there is to say of it in any case. */
function open(file: string, { root, files }: Tools): Source {
  const { stat, bytes, problem } = files.read(`${root}/${file}`, MAX_BYTES);
  if (stat?.kind !== 'file') return { result: { file } };
  if (!bytes) return { result: { file, stat, ...(problem !== undefined && { problem }) } };
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return { result: { file, stat, problem: 'is not a text file' } };
  return { bytes, result: { file, stat } };
}

/** Where git looks for a NUL, too. */
const BINARY_PROBE = 8000;

/** The text that offsets count in. ASCII, as nearly all files are, is the same in either decoding. */
function textOf(bytes: Buffer, latin1: string): string {
  if (!NON_ASCII.test(latin1)) return latin1;
  const decoded = decode(bytes);
  return 'binary' in decoded ? '' : decoded.text;
}

const NON_ASCII = /[\u0080-\u00ff]/;
