import { DocketError } from '../../schemas/errors.ts';
import { encodingOfPage } from '../code-pages.ts';
import { encodingOfCharset } from './charsets.ts';
import { type RtfToken, rtfTokens } from './tokens.ts';

/** Deepest nesting of groups; word processors need about twenty. */
const MAX_DEPTH = 500;

/** Marks in the text of an RTF where a row of a table starts, a cell ends, and a row ends. */
export const ROW_START = '\u001d';
export const ROW_END = '\u001e';
export const CELL_END = '\u001f';

/** What an RTF holds: a text of its own, or the HTML of an e-mail that was put into it (MS-OXRTFEX). */
export interface RtfContent {
  kind: 'text' | 'html';
  text: string;
}

/** Groups that are no text: tables of the document, pictures, and what stands for something newer that is read. */
const silent = new Set(
  'fonttbl colortbl stylesheet listtable info pict objdata fldinst datafield nonesttables xmlnstbl filetbl themedata'.split(
    ' ',
  ),
);
/** Words that stand for characters. */
const characters: Record<string, string> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  column: '\n',
  tab: '\t',
  nestcell: '\t',
  nestrow: '\n',
  cell: CELL_END,
  row: ROW_END,
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
  bullet: '\u2022',
  endash: '\u2013',
  emdash: '\u2014',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
};
const symbols: Record<string, string> = { '~': '\u00a0', _: '-', '\r': '\n', '\n': '\n' };

/** What holds within a group, and goes on in the groups inside it. */
interface State {
  isSilent: boolean;
  isHidden: boolean;
  /** Within HTML: RTF that stands beside the HTML for readers that know none. */
  isBeside: boolean;
  isTag: boolean;
  isFontTable: boolean;
  font: number;
  /** Characters after a Unicode one that stand for it in readers that know none. */
  fallback: number;
}

/** Follows the tokens of one RTF text. */
class RtfReader {
  #kind: RtfContent['kind'] = 'text';
  #state: State = {
    isSilent: false,
    isHidden: false,
    isBeside: false,
    isTag: false,
    isFontTable: false,
    font: -1,
    fallback: 1,
  };
  readonly #outer: State[] = [];
  readonly #encodings = new Map<number, string>();
  readonly #decoders = new Map<string, TextDecoder>();
  readonly #out: string[] = [];
  /** Bytes not decoded yet, and their encoding. */
  #bytes = '';
  #encoding = '';
  #documentEncoding = 'windows-1252';
  #defaultFont = -1;
  #toSkip = 0;
  /** How far a group has got: at its start, after its asterisk, beyond. */
  #start: 'opened' | 'starred' | 'begun' = 'begun';
  #hasCells = false;

  /** @returns whether there may be more after this token */
  take(token: RtfToken): boolean {
    const start = this.#start;
    if (token.kind !== 'text') this.#start = 'begun';
    switch (token.kind) {
      case 'open':
        if (this.#outer.length >= MAX_DEPTH) {
          throw new DocketError('office.broken', `The RTF text nests more than ${MAX_DEPTH} groups.`);
        }
        this.#outer.push(this.#state);
        this.#state = { ...this.#state };
        this.#start = 'opened';
        this.#toSkip = 0;
        return true;
      case 'close':
        this.#state = this.#outer.pop() ?? this.#state;
        this.#toSkip = 0;
        return this.#outer.length > 0;
      case 'text':
        this.#start = 'begun';
        this.#addBytes(token.text);
        return true;
      case 'symbol':
        if (token.symbol === '*' && start === 'opened') this.#start = 'starred';
        else if (!this.#skips()) this.#add(symbols[token.symbol] ?? (/[{}\\]/.test(token.symbol) ? token.symbol : ''));
        return true;
      case 'word':
        if (!this.#skips()) this.#follow(token.word, token.value, start);
        return true;
    }
  }

  content(): RtfContent {
    this.#flush();
    return { kind: this.#kind, text: this.#out.join('').toWellFormed() };
  }

  #skips(): boolean {
    if (this.#toSkip === 0) return false;
    this.#toSkip -= 1;
    return true;
  }

  #follow(word: string, value: number | null, start: 'opened' | 'starred' | 'begun'): void {
    const state = this.#state;
    if (start === 'starred' || (start === 'opened' && silent.has(word))) this.#enter(word);
    switch (word) {
      case 'fromhtml':
        if (value !== 0) this.#kind = 'html';
        break;
      case 'htmlrtf':
        state.isBeside = value !== 0;
        break;
      case 'ansicpg':
        this.#documentEncoding = encodingOfPage(value ?? 0);
        break;
      case 'mac':
        this.#documentEncoding = 'macintosh';
        break;
      case 'deff':
        this.#defaultFont = value ?? -1;
        state.font = this.#defaultFont;
        break;
      case 'f':
        state.font = value ?? -1;
        break;
      case 'fcharset':
        if (state.isFontTable) this.#setEncoding(state.font, encodingOfCharset(value ?? 0));
        break;
      case 'cpg':
        if (state.isFontTable) this.#setEncoding(state.font, encodingOfPage(value ?? 0));
        break;
      case 'plain':
        state.isHidden = false;
        state.font = this.#defaultFont;
        break;
      case 'v':
      case 'deleted':
        state.isHidden = value !== 0;
        break;
      case 'uc':
        state.fallback = Math.min(Math.max(0, value ?? 1), 16);
        break;
      case 'u':
        this.#add(String.fromCharCode((value ?? 0) & 0xffff));
        this.#toSkip = state.fallback;
        break;
      case 'trowd':
        if (!this.#hasCells) this.#add(ROW_START);
        break;
      default:
        this.#add(characters[word] ?? '');
    }
    if (word === 'cell') this.#hasCells = true;
    if (word === 'row') this.#hasCells = false;
  }

  /** A group of its own kind: the HTML of an e-mail, or nothing to read. */
  #enter(word: string): void {
    this.#state.isTag = word === 'htmltag';
    this.#state.isFontTable = word === 'fonttbl';
    this.#state.isSilent = !this.#state.isTag;
  }

  #setEncoding(font: number, encoding: string | null): void {
    if (encoding !== null) this.#encodings.set(font, encoding);
  }

  #isMute(): boolean {
    const { isSilent, isHidden, isBeside } = this.#state;
    return isSilent || isHidden || (this.#kind === 'html' && isBeside);
  }

  /** Text as HTML writes it, where it stands between the tags of HTML. */
  #written(text: string): string {
    if (this.#kind !== 'html' || this.#state.isTag) return text;
    return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  }

  #add(text: string): void {
    if (text === '' || this.#isMute()) return;
    this.#flush();
    this.#out.push(this.#written(text));
  }

  #addBytes(text: string): void {
    const skipped = Math.min(this.#toSkip, text.length);
    this.#toSkip -= skipped;
    if (skipped === text.length || this.#isMute()) return;
    const encoding = this.#state.isTag
      ? this.#documentEncoding
      : (this.#encodings.get(this.#state.font) ?? this.#documentEncoding);
    if (encoding !== this.#encoding) this.#flush();
    this.#encoding = encoding;
    this.#bytes += this.#written(text.slice(skipped));
  }

  #flush(): void {
    if (this.#bytes === '') return;
    const decoder = this.#decoders.get(this.#encoding) ?? new TextDecoder(this.#encoding);
    this.#decoders.set(this.#encoding, decoder);
    this.#out.push(decoder.decode(Buffer.from(this.#bytes, 'latin1')));
    this.#bytes = '';
  }
}

/**
 * The text or HTML in an RTF, in the order of the file. Styles, pictures and hidden text are not part of it.
 * @throws DocketError `office.broken`
 */
export function rtfContent(bytes: Uint8Array): RtfContent {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!/^\s*\{\\rtf/.test(rtf)) throw new DocketError('office.broken', 'The RTF text does not start as RTF does.');
  const reader = new RtfReader();
  for (const token of rtfTokens(rtf)) if (!reader.take(token)) break;
  return reader.content();
}
