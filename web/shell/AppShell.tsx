import { Link, Outlet } from '@tanstack/react-router';
import { Brand } from './Brand.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';

export function AppShell() {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="top-bar">
        <Link to="/" className="brand" aria-label="Docket, to the inbox">
          <Brand />
        </Link>
        <nav className="top-nav" aria-label="Main">
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            Inbox
          </Link>
          <Link to="/tickets">Tickets</Link>
          <Link to="/settings">Settings</Link>
          <Link to="/about">About</Link>
        </nav>
        <ThemeToggle />
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
