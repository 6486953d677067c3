/**
 * The structures of a file: which member has which structure, so that the index can follow `a->b->c`.
 */
import type { StructFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import { readDeclarations } from './declarations.ts';

/**
 * One fact per structure that has a name and members of nameable types. Members of anonymous inner structures
 * and unions belong to the outer one, as in C; scalars and function pointers are left out.
 */
export function extractStructs(lexed: Lexed): StructFact[] {
  const facts: StructFact[] = [];
  for (const struct of lexed.structs) {
    if (struct.name === '') continue;
    const members: Record<string, string> = {};
    // The first member follows the opening brace.
    for (const member of readDeclarations(lexed.code, { start: struct.body.start - 1, end: struct.body.end })) {
      if (member.type.name !== '') members[member.name] = member.type.name;
    }
    if (Object.keys(members).length > 0) facts.push({ name: struct.name, at: struct.at, members });
  }
  return facts;
}
