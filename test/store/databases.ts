import { openDatabase } from '../../store/database.ts';

/** The databases every test of the store runs on. */
export const databases = [{ name: 'PGlite', open: () => openDatabase('pglite:memory') }];
