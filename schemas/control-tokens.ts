/** Marks of chat templates that no business document and no ticket has a use for. */
const TEMPLATE = String.raw`<[|｜][^<>|｜\s]{1,40}[|｜]>|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<\/?SYS>>|<(?:start|end)_of_(?:turn|image)>`;
/** Marks that may also be remains of HTML. */
const ANY = new RegExp(`${TEMPLATE}|</?(?:s|bos|eos|pad|unk)>`, 'gi');
const SURE = new RegExp(TEMPLATE, 'i');

/** The first mark in a text by which a language model tells who speaks; null where there is none. */
export const controlTokenIn = (text: string): string | null => SURE.exec(text)?.[0] ?? null;

/** A text whose marks of chat templates are mere letters, apart from each other, so that no server takes them for its own. */
export const withoutControlTokens = (text: string): string =>
  text.replace(ANY, (mark) => ` ${mark.replace(/[^\p{L}\p{N}_]/gu, '')} `);
