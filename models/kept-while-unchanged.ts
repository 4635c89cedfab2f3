import { statSync } from 'node:fs';

type Kept<Value> = { stamp: string; value: Value };

/**
 * The same reader of a file, which keeps what it gave until the file is another: its inode, size or time has changed. What it
 * gives is shared and must not be written to. A file that is not there is left to the reader.
 */
export function keptWhileUnchanged<Value>(read: (path: string) => Value): (path: string) => Value {
  const kept = new Map<string, Kept<Value>>();
  return (path) => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return read(path);
    const stamp = `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
    const known = kept.get(path);
    if (known?.stamp === stamp) return known.value;
    const value = read(path);
    kept.set(path, { stamp, value });
    return value;
  };
}
