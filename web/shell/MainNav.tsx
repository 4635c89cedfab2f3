import { Link } from '@tanstack/react-router';

export function MainNav() {
  return (
    <nav className="top-nav" aria-label="Main">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        Inbox
      </Link>
      <Link to="/tickets">Tickets</Link>
      <Link to="/second-looks">Second looks</Link>
      <Link to="/desks">Desks</Link>
      <Link to="/dashboard">Dashboard</Link>
      <Link to="/on-device">On this device</Link>
      <Link to="/settings">Settings</Link>
      <Link to="/about">About</Link>
    </nav>
  );
}
