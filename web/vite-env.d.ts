/// <reference types="vite/client" />

/** Sizes of the programs that the page on the device keeps, which its build puts in. */
declare const RUNTIME_BYTES: number;
declare const GPU_RUNTIME_BYTES: number;
declare const PDFIUM_BYTES: number;
