import { eld } from 'eld/small';

/** Words a text needs before its language is named. */
const FEWEST_WORDS = 4;
const supported = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt'];
eld.setLanguageSubset(supported);

/** ISO 639-1 code of the language a text is written in, of those Docket reads; null where the text is too short to tell. */
export function detectLanguage(text: string): string | null {
  const letters = text.replaceAll(/[^\p{L}\s'-]+/gu, ' ').trim();
  if (letters.split(/\s+/).length < FEWEST_WORDS) return null;
  return eld.detect(letters.toLowerCase()).language || null;
}
