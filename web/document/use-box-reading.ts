import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Box, Place } from '../../schemas/place.ts';
import { readRegion } from '../api/cases.ts';
import { readValue } from '../values/read-value.ts';
import { fieldElementId } from './field-element.ts';
import { boxAround } from './page-point.ts';
import { typeOf } from './slots.ts';
import type { DraftDispatch } from './use-draft.ts';

/** A box that a person draws round a value on the page, to have it read into a field. */
export interface BoxReading {
  /** The field it is for and where it lies; null while none is drawn. */
  drawn: (Place & { path: string }) | null;
  isReading: boolean;
  /** Why the last box gave nothing. */
  problem: string | null;
  draw: (path: string, place: Place) => void;
  move: (page: number, box: Box) => void;
  /** Reads the box; what was read goes into its field, which gets the focus back. */
  read: (path: string, place: Place) => void;
  leave: () => void;
}

const NOTHING = 'Nothing could be read there: draw the box closer round the value, or type it.';

export function useBoxReading(caseId: string, dispatch: DraftDispatch): BoxReading {
  const [drawn, setDrawn] = useState<BoxReading['drawn']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const backTo = (path: string) => {
    setDrawn(null);
    document.getElementById(fieldElementId(path))?.focus();
  };

  const reading = useMutation({
    mutationFn: ({ place: { page, box } }: { path: string; place: Place }) => readRegion(caseId, page, box),
    onMutate: () => setProblem(null),
    onError: ({ message }) => setProblem(message),
    onSuccess: ({ text, words }, { path, place: { page, box } }) => {
      if (text.trim() === '') return setProblem(NOTHING);
      const place = { page, box: words.length === 0 ? box : boxAround(words.map((word) => word.box)) };
      dispatch({ do: 'edit', path, edit: { text: readValue(text, typeOf(path)), place } });
      backTo(path);
    },
  });

  return {
    drawn,
    isReading: reading.isPending,
    problem,
    draw: (path, place) => {
      setProblem(null);
      setDrawn({ path, ...place });
    },
    move: (page, box) => setDrawn((before) => before && { ...before, page, box }),
    read: (path, place) => {
      if (!reading.isPending) reading.mutate({ path, place });
    },
    leave: () => {
      setProblem(null);
      if (drawn !== null) backTo(drawn.path);
    },
  };
}
