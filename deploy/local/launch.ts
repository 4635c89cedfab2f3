import { findProgram } from './find-program.ts';

/** A user to run as instead of root. */
export interface Account {
  uid: number;
  gid: number;
  /** A Linux capability to keep, so that the process reaches files below folders closed to this user. */
  capability?: 'dac_read_search' | 'dac_override';
}

export interface Launch {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** The command line that runs `command` as `account`, and lets it get `signal` when its parent dies (Linux). */
export function launchLine(
  command: string,
  args: readonly string[],
  signal: NodeJS.Signals,
  account: Account | undefined,
): Launch {
  const setpriv = findProgram(['setpriv']);
  if (setpriv === undefined) {
    const user = account === undefined ? {} : { uid: account.uid, gid: account.gid };
    return { command, args: [...args], ...user };
  }
  const options = ['--pdeathsig', signal.replace(/^SIG/, '')];
  if (account !== undefined) options.push(`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups');
  if (account?.capability !== undefined) {
    options.push(`--inh-caps=+${account.capability}`, `--ambient-caps=+${account.capability}`);
  }
  return { command: setpriv, args: [...options, '--', command, ...args] };
}
