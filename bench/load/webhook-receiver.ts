import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { type WebhookEvent, webhookEvent } from '../../schemas/webhook.ts';

/** An event that the receiver said yes to. */
export interface ReceivedEvent {
  id: string;
  type: WebhookEvent['type'];
  caseId: string;
  /** How often it said yes to it. */
  times: number;
}

export interface ReceiverFaults {
  /** Share of deliveries that go wrong: refused, or the connection is dropped with the event taken or not. */
  share: number;
  /** Times that one event goes wrong at most, so that its next try is not hours away. */
  most: number;
  random: () => number;
}

/** A webhook receiver on this machine that checks signatures, goes wrong at random and can be restarted. */
export class WebhookReceiver {
  readonly received = new Map<string, ReceivedEvent>();
  /** What a receiver must never see: wrong signatures, bodies of another shape, one id with two bodies. */
  readonly wrong: string[] = [];
  secret = '';
  readonly #server: Server;
  readonly #faults: ReceiverFaults;
  readonly #failures = new Map<string, number>();
  #port = 0;

  private constructor(faults: ReceiverFaults) {
    this.#faults = faults;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(faults: ReceiverFaults): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(faults);
    await receiver.up();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/events`;
  }

  async up(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('an HTTP server has a port');
    this.#port = address.port;
  }

  async down(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const id = String(request.headers['webhook-id']);
    const failures = this.#failures.get(id) ?? 0;
    const fails = failures < this.#faults.most && this.#faults.random() < this.#faults.share;
    if (fails) this.#failures.set(id, failures + 1);
    const way = fails ? this.#faults.random() : null;
    if (way !== null && way < 1 / 3) return void response.writeHead(500).end();
    if (way !== null && way < 2 / 3) return void request.socket.destroy();
    this.#note(id, body, request.headers);
    if (way !== null) request.socket.destroy();
    else response.writeHead(204).end();
  }

  #note(id: string, body: string, headers: IncomingMessage['headers']): void {
    try {
      const strings = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const event = webhookEvent.parse(new Webhook(this.secret).verify(body, strings));
      if (event.id !== id) throw new Error(`the body says ${event.id}`);
      const caseId = event.data.case.id;
      const known = this.received.get(id);
      if (known && (known.type !== event.type || known.caseId !== caseId)) throw new Error('another event before');
      this.received.set(id, { id, type: event.type, caseId, times: (known?.times ?? 0) + 1 });
    } catch (error) {
      this.wrong.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
