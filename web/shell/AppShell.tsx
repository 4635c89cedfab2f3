import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Brand } from './Brand.tsx';
import { MainNav } from './MainNav.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';

export function AppShell() {
  const signedOut = useLocation({ select: ({ pathname }) => pathname === '/signed-out' });
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="top-bar">
        <Link to="/" className="brand" aria-label="Docket, to the inbox">
          <Brand />
        </Link>
        {!signedOut && <MainNav />}
        <ThemeToggle />
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
