import { expect, it } from 'vitest';
import { extractStructs } from '../../server/src/extract/structs.ts';
import { lex } from '../../server/src/syntax/lexer.ts';

/** `name: member type, …` for each structure. */
function structs(code: string): string[] {
  return extractStructs(lex(code)).map(
    ({ name, members }) =>
      `${name}: ${Object.entries(members)
        .map(([member, type]) => `${member} ${type}`)
        .join(', ')}`,
  );
}

it('maps members to their structures and typedefs', () => {
  expect(
    structs(`
struct sock {
	struct proto *ops;
	const struct cred __rcu *cred, **creds;
	union state state[4];
	queue_t queue;
	unsigned long flags;
	atomic_t refs;
	u32 a:1, b:2;
};
`),
  ).toEqual(['struct sock: ops struct proto, cred struct cred, creds struct cred, state union state, queue queue_t']);
});

it('takes the members of anonymous inner structures for its own', () => {
  expect(
    structs('struct a {\n\tunion {\n\t\tstruct b *b;\n\t\tstruct {\n\t\t\tstruct c c;\n\t\t};\n\t};\n};\n'),
  ).toContain('struct a: b struct b, c struct c');
});

it('leaves out function pointers, building blocks, and structures of scalars', () => {
  expect(
    structs(`
struct ops {
	struct file *(*open)(struct inode *i);
	struct list_head list;
	struct mutex lock;
};
struct point { int x, y; };
`),
  ).toEqual([]);
});

it('names a typedef of an anonymous structure', () => {
  expect(structs('typedef struct {\n\tstruct item *head;\n} queue_t;\n')).toEqual(['queue_t: head struct item']);
});
