import { createContext, useContext } from 'react';

/** Whether this browser has the case that is shown. */
export interface Hold {
  /** `asking`: not known yet, or nothing to hold. */
  state: 'asking' | 'mine' | 'others';
  /** This browser had the case before another took it. */
  lost: boolean;
  takeOver: () => void;
}

export const HoldContext = createContext<Hold>({ state: 'asking', lost: false, takeOver: () => {} });

export const useHold = (): Hold => useContext(HoldContext);
