import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandResult, runCommand } from '../../deploy/local/run-command.ts';

/** TEST-NET-1 (RFC 5737): an address that nobody has. */
export const NOWHERE = '192.0.2.1';

const isRoot = process.getuid?.() === 0;
/** Without root a namespace of users is needed too, in which we keep the right to bring up the loopback. */
const NAMESPACES = isRoot ? ['--mount', '--net'] : ['--user', '--map-current-user', '--keep-caps', '--mount', '--net'];

/** The command line that runs a command where there is the loopback and no route to anywhere, and names are asked of nobody. */
export class ClosedNetwork {
  readonly #resolver: string;

  private constructor(resolver: string) {
    this.#resolver = resolver;
  }

  /** @throws Error where the kernel gives no namespaces: what is to be shown cannot be shown here */
  static async open(folder: string): Promise<ClosedNetwork> {
    const resolver = join(folder, 'resolv.conf');
    await writeFile(resolver, `nameserver ${NOWHERE}\noptions timeout:1 attempts:1\n`);
    const network = new ClosedNetwork(resolver);
    const [program = '', ...args] = network.line(['true']);
    const { code, output } = await runCommand(program, args);
    if (code === 0) return network;
    throw new Error(
      `This kernel gives no network namespace (unshare ${NAMESPACES.join(' ')}: ${output.trim()}); run the test as root or allow unprivileged user namespaces`,
    );
  }

  /** The command line that runs `command` in a new namespace. */
  line(command: readonly string[]): string[] {
    const prepare = 'ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"';
    return ['unshare', ...NAMESPACES, '--', 'sh', '-c', prepare, this.#resolver, ...command];
  }

  /** Runs a command in the namespaces of a process. */
  async runBeside(pid: number, command: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
    const namespaces = isRoot ? ['--mount', '--net'] : ['--user', '--preserve-credentials', '--mount', '--net'];
    return await runCommand('nsenter', [`--target=${pid}`, ...namespaces, '--', ...command], { env });
  }
}

/** Packets and connections of a process's network namespace for which there was no way: each is an attempt to get out. */
export async function attemptsToGetOut(pid: number): Promise<number> {
  const four = (await readFile(`/proc/${pid}/net/snmp`, 'utf8')).split('\n').filter((line) => line.startsWith('Ip:'));
  const [names = [], values = []] = four.map((line) => line.split(' '));
  const six = /^Ip6OutNoRoutes\s+(\d+)/m.exec(await readFile(`/proc/${pid}/net/snmp6`, 'utf8').catch(() => ''))?.[1];
  return Number(values[names.indexOf('OutNoRoutes')]) + Number(six ?? 0);
}
