import type { RefObject } from 'react';

/** The name that a decision is signed with. @param properties.longest in characters, as the API takes it */
export function SignedBy(properties: {
  input: RefObject<HTMLInputElement | null>;
  name: string;
  longest?: number;
  onName: (name: string) => void;
  onEnter?: () => void;
}) {
  const { input, name, longest = 200, onName, onEnter } = properties;
  return (
    <label className="reviewer">
      <span>Signed by</span>
      <input
        ref={input}
        type="text"
        autoComplete="name"
        maxLength={longest}
        placeholder="Your name"
        value={name}
        onChange={({ currentTarget }) => onName(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Enter' && onEnter?.()}
      />
    </label>
  );
}
