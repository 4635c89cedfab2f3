import { createContext, useContext } from 'react';
import type { DecisionRecord } from '../../schemas/case.ts';
import type { ComparedValue } from '../../schemas/comparison.ts';
import type { Draft } from './draft.ts';
import type { Notes } from './notes.ts';
import type { Slots } from './slots.ts';
import type { BoxReading } from './use-box-reading.ts';
import type { DraftDispatch } from './use-draft.ts';

/** What the fields and the page of one document share. */
export interface DocumentView {
  slots: Slots;
  notes: Notes;
  /** The bounds that stood when the case was decided, by field; `*` for those without one of their own. */
  thresholds: DecisionRecord['thresholds'];
  /** The e-invoice against its pages; empty where there is only one of the two. */
  comparison: readonly ComparedValue[];
  draft: Draft;
  dispatch: DraftDispatch;
  /** The case waits for a person: values can be changed. */
  editable: boolean;
  /** The field whose input or row has the focus. */
  focused: string | null;
  /** The one that had it last. */
  lastFocused: string | null;
  setFocused: (path: string | null) => void;
  /** The field under the pointer, on either side. */
  hovered: string | null;
  setHovered: (path: string | null) => void;
  boxReading: BoxReading;
  /** Sizes of the pages in their own units. */
  pages: readonly { width: number; height: number }[];
}

export const DocumentViewContext = createContext<DocumentView | null>(null);

export function useDocumentView(): DocumentView {
  const view = useContext(DocumentViewContext);
  if (view === null) throw new Error('DocumentViewContext is missing above this component');
  return view;
}
