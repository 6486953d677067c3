/**
 * Tables of functions, `struct file_operations foo_fops = { .open = foo_open, ... }`: a comment that names one means
 * its members. Only wanted ones are read.
 */
import type { Call, FunctionFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import { pastBracket } from './cursor.ts';

/** The file-scope initialisers among `names`, as facts whose calls are their members' functions. */
export function extractTables({ code, functions }: Lexed, names: ReadonlySet<string>): FunctionFact[] {
  const tables: FunctionFact[] = [];
  for (const name of names) {
    if (!/^\w+$/.test(name)) continue;
    const head = new RegExp(`\\b${name}\\s*(?:\\[[^\\]\\n]*\\]\\s*)?=\\s*\\{`).exec(code);
    if (!head || functions.some((fn) => fn.body.start < head.index && head.index < fn.body.end)) continue;
    const start = head.index + head[0].length - 1;
    const end = pastBracket(code, start, code.length);
    const body = { start, end };
    tables.push({
      name,
      macro: false,
      table: true,
      at: head.index,
      body,
      isStatic: false,
      stub: false,
      calls: members(code, body),
    });
  }
  return tables;
}

function members(code: string, { start, end }: FunctionFact['body']): Call[] {
  const found: Call[] = [];
  for (const match of code.slice(start, end).matchAll(/\.\w+\s*=\s*&?([A-Za-z_]\w*)\s*[,}]/g)) {
    const name = match[1]!;
    found.push({ name, at: start + match.index + match[0].lastIndexOf(name) });
  }
  return found;
}
