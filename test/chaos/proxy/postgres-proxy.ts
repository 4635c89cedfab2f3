import { tcpProxy, type Watch } from './tcp-proxy.ts';
import type { Trap, TrapHolder, WatchedProxy } from './trap.ts';

const LENGTH_BYTES = 4;
const WRITES = /^(insert|update|delete)\b/;

/** Whole messages of the Postgres wire protocol out of pieces of the stream. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);
  /** The first message of a client has no type. */
  #isTyped: boolean;

  constructor(isTyped: boolean) {
    this.#isTyped = isTyped;
  }

  *take(bytes: Buffer): Generator<{ type: string; body: Buffer; whole: Buffer }> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const head = this.#isTyped ? 1 : 0;
      if (this.#rest.length < head + LENGTH_BYTES) return;
      const end = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < end) return;
      const whole = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      const type = this.#isTyped ? String.fromCharCode(whole[0] ?? 0) : 'startup';
      this.#isTyped = true;
      yield { type, body: whole.subarray(head + LENGTH_BYTES), whole };
    }
  }
}

/** The zero-terminated strings that a message begins with. */
function texts(body: Buffer, count: number): string[] {
  const found: string[] = [];
  for (let at = 0; found.length < count && at < body.length; ) {
    const end = body.indexOf(0, at);
    found.push(body.toString('utf8', at, end));
    at = end + 1;
  }
  return found;
}

/** Watches transactions: `what` are the writing statements of one so far, a line each. */
class CommitWatch implements Watch {
  readonly #requests = new Messages(false);
  readonly #answers = new Messages(true);
  readonly #statements = new Map<string, string>();
  readonly #traps: TrapHolder;
  readonly #cut: () => void;
  #writes: string[] = [];
  #isOpen = false;
  #inside: Trap | null = null;
  #taken: Trap | null = null;

  constructor(traps: TrapHolder, cut: () => void) {
    this.#traps = traps;
    this.#cut = cut;
  }

  request(bytes: Buffer): Buffer {
    const onward: Buffer[] = [];
    for (const { type, body, whole } of this.#requests.take(bytes)) {
      const run = this.#statementOf(type, body);
      if (run !== null && this.#run(run)) return Buffer.concat(onward);
      onward.push(whole);
    }
    return Buffer.concat(onward);
  }

  answer(bytes: Buffer): Buffer {
    const onward: Buffer[] = [];
    for (const { type, body, whole } of this.#answers.take(bytes)) {
      if (this.#taken !== null && type === 'C' && texts(body, 1)[0] === 'COMMIT') {
        this.#taken.spring();
        this.#cut();
        return Buffer.concat(onward);
      }
      onward.push(whole);
      if (this.#inside !== null && type === 'C') {
        this.#inside.spring();
        this.#inside = null;
      }
    }
    return Buffer.concat(onward);
  }

  /** The statement that a message runs, or null. */
  #statementOf(type: string, body: Buffer): string | null {
    if (type === 'Q') return texts(body, 1)[0] ?? null;
    if (type === 'P') {
      const [name = '', text = ''] = texts(body, 2);
      this.#statements.set(name, text);
    }
    if (type !== 'B') return null;
    const [, name = ''] = texts(body, 2);
    return this.#statements.get(name) ?? null;
  }

  /** @returns whether the trap sprang and the connection is gone */
  #run(statement: string): boolean {
    const text = statement.trim().toLowerCase();
    if (text.startsWith('begin')) {
      this.#isOpen = true;
      this.#writes = [];
    } else if (WRITES.test(text)) {
      this.#writes.push(text);
      if (this.#isOpen) this.#inside ??= this.#traps.take(this.#writes.join('\n'), ['inside']);
    } else if (text.startsWith('rollback')) {
      this.#isOpen = false;
    } else if (text.startsWith('commit')) {
      this.#isOpen = false;
      const trap = this.#traps.take(this.#writes.join('\n'));
      if (trap?.moment === 'before') {
        trap.spring();
        this.#cut();
        return true;
      }
      this.#taken = trap;
    }
    return false;
  }
}

/** A way to Postgres that knows the commits which pass it. */
export function postgresProxy(target: { host: string; port: number }): Promise<WatchedProxy> {
  return tcpProxy(target, (traps, cut) => new CommitWatch(traps, cut));
}
