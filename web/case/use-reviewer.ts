import { useState } from 'react';

const KEY = 'docket.reviewer';

/** The name a decision is signed with, kept on this browser. */
export function useReviewer(): [string, (name: string) => void] {
  const [name, setName] = useState(() => localStorage.getItem(KEY) ?? '');
  return [
    name,
    (next) => {
      setName(next);
      localStorage.setItem(KEY, next);
    },
  ];
}
