/** The id of the element that a field's focus goes to. */
export const fieldElementId = (path: string): string => `field-${path.replaceAll('.', '-')}`;
