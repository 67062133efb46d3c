/** Papers of an order as files: despatch advices, invoices, reports. */
import path from "node:path";
import type { SharedDocument } from "../../vault/sharedDocument.ts";
import { readSmallBytes } from "../files.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".jpg": "image/jpeg",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".txt": "text/plain",
  ".xml": "application/xml",
};
const UNKNOWN = "application/octet-stream";

/** @throws CLI_FILE */
export const readPaper = (file: string, what: string): SharedDocument => ({
  mediaType: TYPES[path.extname(file).toLowerCase()] ?? UNKNOWN,
  body: readSmallBytes(file, what),
});

/** The end of a file's name for a paper: never what its writer called it. */
export const extensionOf = (mediaType: string): string =>
  Object.entries(TYPES).find(([, type]) => type === mediaType)?.[0] ?? ".bin";
