import { spawn } from 'node:child_process';
import { type Account, launchLine } from './launch.ts';

export interface CommandResult {
  code: number;
  /** Standard output and standard error together, in order of arrival. */
  output: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  account?: Account | undefined;
  /** Ends the command early. */
  signal?: AbortSignal | undefined;
}

/** Runs a command to its end, or to ours. @returns its exit code (127 where it could not be started) and its output. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env, signal, account } = options;
  const { command: program, args: line, ...user } = launchLine(command, args, 'SIGTERM', account);
  return new Promise((resolve) => {
    const child = spawn(program, line, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env, signal, ...user });
    let output = '';
    const take = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
