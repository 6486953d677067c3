/** `explain`: a primitive, a rule, or what is at a line. The text itself comes from features/ and rules/. */
import { explain } from '../../features/explain.ts';
import { whatIf } from '../../features/litmus/what-if.ts';
import { linux } from '../../primitives/linux.ts';
import { namesOf } from '../../primitives/vocabulary.ts';
import { rules } from '../../rules/index.ts';
import { Failure } from '../failure.ts';
import { explanationText } from '../formats/explanation-text.ts';
import { primitiveText } from '../formats/primitive-text.ts';
import { ruleText } from '../formats/rule-text.ts';
import type { Io } from '../io.ts';
import { colorOf, type TreeOptions, withAssumeDefined, withTreeOptions } from '../options.ts';
import { paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';
import { nearest } from '../suggest.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';
import { placeAt } from './place.ts';

interface ExplainOptions extends TreeOptions {
  readonly shape?: string;
  readonly with?: string;
}

export const explainCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('explain')
    .description('Explain a primitive, a rule, or what is at a line: its pairs, and why they hold.')
    .argument('[subject]', 'smp_load_acquire, plain-access or kernel/resource.c:1164')
    .option('--shape <shape>', 'what if: decide MP, SB, LB, S, R, 2+2W, WRC … with the primitives of --with')
    .option('--with <sides>', 'the primitives of both sides: smp_wmb,READ_ONCE+addr');
  withAssumeDefined(withTreeOptions(command, ['text'])).action(
    async (subject: string | undefined, options: ExplainOptions) => {
      if (options.shape !== undefined || options.with !== undefined) {
        explainWhatIf(io, options, subject);
        finish(0);
        return;
      }
      if (subject === undefined) throw new Failure("missing required argument 'subject'");
      const place = /^(.+):(\d+)$/.exec(subject);
      if (place) {
        await withWorkspace(io, [place[1]!], options, (workspace) =>
          explainPlace(io, workspace, options, place[1]!, Number(place[2])),
        );
      } else {
        explainWord(io, options, subject);
      }
      finish(0);
    },
  );
};

/** `--shape MP --with smp_wmb,smp_rmb`: the verdict, and the test that it is on. */
function explainWhatIf(io: Io, options: ExplainOptions, subject: string | undefined): void {
  const { shape, with: sides } = options;
  if (shape === undefined || sides === undefined || subject !== undefined) {
    throw new Failure(
      '--shape and --with belong together, without a subject: --shape MP --with smp_wmb,READ_ONCE+addr',
    );
  }
  const answer = whatIf(shape, sides);
  if ('problem' in answer) throw new Failure(answer.problem);
  const { isForbidden, hasRace } = answer;
  const paint = paintFor(colorOf(options), io, io.out);
  const words = isForbidden
    ? paint.green('forbidden by the LKMM')
    : paint.red(`allowed by the LKMM${hasRace ? ' (data race)' : ''}`);
  io.out.write(`${paint.bold(answer.shape)} · ${words}\n\n${answer.text}`);
}

function explainWord(io: Io, options: TreeOptions, subject: string): void {
  const paint = paintFor(colorOf(options), io, io.out);
  const rule = rules.find((one) => one.meta.code === subject);
  const name = subject.replace(/\(.*$/s, '');
  const primitive = linux.lookup(name);
  if (rule) io.out.write(ruleText(paint, widthOf(io), rule.meta));
  else if (primitive) io.out.write(primitiveText(paint, widthOf(io), name, primitive));
  else throw new Failure(unknown(subject));
}

function unknown(subject: string): string {
  const known = [...rules.map((rule) => rule.meta.code), ...linux.primitives.flatMap((one) => namesOf(one))];
  const near = nearest(subject, known);
  const hint = near ? `did you mean '${near}'?` : 'expected a primitive, a rule or FILE:LINE';
  return `nothing is known of '${subject}'; ${hint}`;
}

function explainPlace(io: Io, workspace: Workspace, options: TreeOptions, path: string, line: number): void {
  const { file, span, nothingThere } = placeAt(workspace, path, line);
  const explanation = explain(workspace.pairs, file, span);
  if (!explanation) throw new Failure(nothingThere());
  io.out.write(explanationText(workspace, paintFor(colorOf(options), io, io.out), widthOf(io), explanation));
}

function widthOf(io: Io): number {
  return Math.min(100, Math.max(40, io.out.columns));
}
