import { tcpProxy, type Watch } from './tcp-proxy.ts';
import type { Trap, TrapHolder, WatchedProxy } from './trap.ts';

const LINE_END = '\r\n';

/** Where the RESP value that begins at `from` ends, or null while it is not all there. */
function endOf(bytes: Buffer, from: number): number | null {
  const line = bytes.indexOf(LINE_END, from);
  if (line === -1) return null;
  const after = line + LINE_END.length;
  const type = String.fromCharCode(bytes[from] ?? 0);
  const count = Number(bytes.toString('latin1', from + 1, line));
  if ('$=!'.includes(type)) {
    if (count < 0) return after;
    const end = after + count + LINE_END.length;
    return end <= bytes.length ? end : null;
  }
  if (!'*~>%'.includes(type)) return after;
  let end = after;
  for (let left = type === '%' ? 2 * count : count; left > 0; left--) {
    const next = endOf(bytes, end);
    if (next === null) return null;
    end = next;
  }
  return end;
}

/** Whole RESP values out of pieces of the stream. */
class Values {
  #rest: Buffer = Buffer.alloc(0);

  *take(bytes: Buffer): Generator<Buffer> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const end = this.#rest.length === 0 ? null : endOf(this.#rest, 0);
      if (end === null) return;
      const value = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      yield value;
    }
  }
}

/** The strings of a command. */
function wordsOf(command: Buffer): string[] {
  const words: string[] = [];
  for (let at = command.indexOf(LINE_END) + LINE_END.length; at < command.length; ) {
    const end = endOf(command, at);
    if (end === null) break;
    const text = command.indexOf(LINE_END, at) + LINE_END.length;
    words.push(command.toString('latin1', text, end - LINE_END.length));
    at = end;
  }
  return words;
}

/**
 * What a script does, by what its keys and arguments hold: BullMQ adds a job with its data as JSON, and finishes one with
 * the 14 keys of `moveToFinished`.
 */
function meaningOf(words: readonly string[]): string {
  if (!/^eval(sha)?$/i.test(words[0] ?? '')) return '';
  if (words[2] === '14') return 'finish job';
  const data = words.find((word) => word.startsWith('{"task":'));
  return data === undefined ? '' : `add job ${data}`;
}

/** Watches the commands of queues. Answers come in the order of commands. */
class CommandWatch implements Watch {
  readonly #requests = new Values();
  readonly #answers = new Values();
  readonly #traps: TrapHolder;
  readonly #cut: () => void;
  readonly #unanswered: (Trap | null)[] = [];

  constructor(traps: TrapHolder, cut: () => void) {
    this.#traps = traps;
    this.#cut = cut;
  }

  request(bytes: Buffer): Buffer {
    const onward: Buffer[] = [];
    for (const command of this.#requests.take(bytes)) {
      const meaning = meaningOf(wordsOf(command));
      const trap = meaning === '' ? null : this.#traps.take(meaning);
      if (trap?.moment === 'before') {
        trap.spring();
        this.#cut();
        return Buffer.concat(onward);
      }
      this.#unanswered.push(trap);
      onward.push(command);
    }
    return Buffer.concat(onward);
  }

  answer(bytes: Buffer): Buffer {
    const onward: Buffer[] = [];
    for (const value of this.#answers.take(bytes)) {
      const trap = this.#unanswered.shift();
      // A script that the server does not know yet did nothing; the client sends its text next.
      if (trap && value.toString('latin1', 0, 9) === '-NOSCRIPT') this.#traps.arm(trap);
      else if (trap) {
        trap.spring();
        this.#cut();
        return Buffer.concat(onward);
      }
      onward.push(value);
    }
    return Buffer.concat(onward);
  }
}

/** A way to Redis that knows the jobs which are added and finished over it. */
export function redisProxy(target: { host: string; port: number }): Promise<WatchedProxy> {
  return tcpProxy(target, (traps, cut) => new CommandWatch(traps, cut));
}
