import qrcode from "qrcode";
import { fail } from "../core/errors.ts";

/** Printed on packs: a quarter of the code may be lost (level Q), with the quiet zone of 4 modules. */
const options = { errorCorrectionLevel: "Q", margin: 4 } as const;

async function drawn<T>(text: string, draw: () => Promise<T>): Promise<T> {
  try {
    return await draw();
  } catch (cause) {
    return fail("QR_TOO_LONG", { length: text.length }, { cause });
  }
}

/** A QR code of a Digital Link (or any text) as an SVG image. @throws QR_TOO_LONG */
export const qrSvg = (text: string): Promise<string> =>
  drawn(text, () => qrcode.toString(text, { ...options, type: "svg" }));

/** The same as a PNG image. @throws QR_TOO_LONG */
export const qrPng = (text: string): Promise<Uint8Array> =>
  drawn(text, () => qrcode.toBuffer(text, { ...options, type: "png", scale: 8 }));

/** The same as lines of block characters, dark on light, for a terminal. @throws QR_TOO_LONG */
export const qrTerminal = (text: string): Promise<string> =>
  drawn(text, () => qrcode.toString(text, { ...options, type: "utf8" }));
