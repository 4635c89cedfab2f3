import { config } from 'zod';

/** The page's content security policy forbids eval, which zod would otherwise probe for. Imported before any contract. */
config({ jitless: true });
