import { useSearch } from '@tanstack/react-router';
import { InfoIcon } from '../parts/icons.tsx';
import { useTitle } from './use-title.ts';

/** There is no session: how to get one. The service redeems the link; a link that no longer works leads here. */
export function SignedOutPage() {
  useTitle('Signed out');
  const { link } = useSearch({ from: '/signed-out' });
  return (
    <div className="page narrow stack">
      <h1>Sign in to Docket</h1>
      {link === 'used' && (
        <div className="problem-box" role="alert">
          <InfoIcon />
          <span>This sign-in link was used before or has expired. Make a new one.</span>
        </div>
      )}
      <p>You are not signed in on this browser. Docket has no passwords: it is opened by a link that works once.</p>
      <ol className="steps">
        <li>
          Look at the terminal where Docket was started. It prints a line such as{' '}
          <code>Sign in http://…/sign-in?token=…</code>
        </li>
        <li>Open that link in this browser. You come back to the inbox, signed in.</li>
        <li>
          The link was used already? Stop Docket with <kbd>Ctrl</kbd> <kbd>C</kbd> and run <code>npm start</code> again:
          it keeps all cases and prints a new link.
        </li>
      </ol>
      <p>
        <a className="button" href="/">
          I have signed in: go to the inbox
        </a>
      </p>
    </div>
  );
}
