import { remove } from './request.ts';

export const signOut = () => remove('/v1/session');
