/**
 * Patches out of what people save from a mailing list: one mail, a mailbox of several, or no mail at all. Bodies come
 * decoded, whatever their transfer encoding, and with them patches that are attached.
 */
import PostalMime from 'postal-mime';
import { decode } from '../../text/decode.ts';

export interface Mail {
  /** The mail's subject; '' for what is no mail. */
  readonly subject: string;
  /** Body and attached patches, with LF alone as line ends. */
  readonly text: string;
}

/** In the order in which the patches of a series are numbered, where they are; else as they stand. */
export async function readMails(bytes: Buffer): Promise<Mail[]> {
  const latin1 = bytes.toString('latin1');
  const mails = split(latin1);
  if (mails.length === 0) {
    const decoded = decode(bytes);
    return [{ subject: '', text: 'binary' in decoded ? '' : withoutCarriage(decoded.text) }];
  }
  return inSeries(await Promise.all(mails.map(read)));
}

/** As git writes and reads it: a line that no sentence looks like. */
const FROM_LINE = /^From \S+ +\w{3} \w{3} +\d+ \d+:\d+:\d+ \d{4}.*$/m;

/** Mails as they are, as Latin-1; none where the text is no mail. */
function split(latin1: string): string[] {
  if (FROM_LINE.exec(latin1)?.index === 0) {
    return latin1
      .split(new RegExp(FROM_LINE.source, 'gm'))
      .slice(1)
      .map((mail) => mail.replace(/^\r?\n/, ''));
  }
  const head = /^(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)+\r?\n/.exec(latin1)?.[0];
  return head !== undefined && /^Subject:/im.test(head) ? [latin1] : [];
}

async function read(latin1: string): Promise<Mail> {
  // Lines of a patch must stay as they are, whatever the mail says of its paragraphs.
  const fixed = latin1.replace(/;\s*format="?flowed"?/i, '');
  const { subject = '', text = '', attachments } = await PostalMime.parse(Buffer.from(fixed, 'latin1'));
  const attached = attachments.filter(isPatch).map(({ content }) => textOf(content));
  return { subject, text: withoutCarriage([text, ...attached].join('\n')) };
}

function isPatch({ mimeType, filename }: { readonly mimeType: string; readonly filename: string | null }): boolean {
  return /^text\/(x-)?(patch|diff)$/.test(mimeType) || /\.(patch|diff)$/.test(filename ?? '');
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  if (typeof content === 'string') return content;
  const decoded = decode(new Uint8Array(content));
  return 'binary' in decoded ? '' : decoded.text;
}

/** Where the very headers of a patch end in CR LF, a mailer or an editor made all lines end so. */
function withoutCarriage(text: string): string {
  return /^(?:---|\+\+\+|@@|diff --git) .*\r$/m.test(text) ? text.replaceAll('\r\n', '\n') : text;
}

/** `[PATCH v2 3/7]`: mail does not arrive in order. Covers (0/7) and replies have no patch in them. */
function inSeries(mails: readonly Mail[]): Mail[] {
  const numbers = mails.map(({ subject }) => Number(/^\s*\[[^\]]*?\b0*(\d+)\/\d+\]/.exec(subject)?.[1] ?? Number.NaN));
  const isNumbered = numbers.every((number) => !Number.isNaN(number)) && new Set(numbers).size === numbers.length;
  if (!isNumbered) return [...mails];
  return mails
    .map((mail, i) => ({ mail, number: numbers[i]! }))
    .sort((a, b) => a.number - b.number)
    .map(({ mail }) => mail);
}
