import { useEffect, useRef } from 'react';

/**
 * Keys and what they do. `keys` such as `mod+enter`, `alt+n`, `mod+shift+z` or `?`; `mod` is Control, on a Mac Command. Without
 * `run` the element with the focus answers to them, and they are only listed.
 */
export interface Shortcut {
  keys: string;
  words: string;
  run?: () => void;
}

function keysOf(event: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = (letter ?? event.key).toLowerCase();
  if (key === '?') return '?';
  const held = [(event.ctrlKey || event.metaKey) && 'mod', event.altKey && 'alt', event.shiftKey && 'shift'];
  return [...held.filter((name) => name !== false), key].join('+');
}

const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** Answers to keys anywhere on the page, but not behind an open dialog; those without Control or Alt not while typing. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const pressed = keysOf(event);
      const found = current.current.find(({ keys, run }) => run !== undefined && keys === pressed);
      if (found === undefined || (!/^(mod|alt)\+/.test(pressed) && isTyping(event))) return;
      event.preventDefault();
      found.run?.();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const keyWords: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  alt: isMac ? '⌥' : 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  delete: 'Del',
  arrowup: '↑',
  arrowdown: '↓',
  arrows: '← ↑ ↓ →',
};

/** The keys of a combination, as they are printed on a keyboard. */
export const printedKeys = (keys: string): string[] => keys.split('+').map((key) => keyWords[key] ?? key.toUpperCase());
