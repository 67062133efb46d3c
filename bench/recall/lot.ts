import { fromHex, type Hex, ZERO32 } from "../../src/core/bytes.ts";
import * as goods from "../../src/core/goods.ts";

/** The maker's secret: known, so that a run can be repeated. */
const SECRET = fromHex(`0x${"5e".repeat(32)}`, 32);
const NATIONAL_CODE = "8123456";
const DAY = 86_400;

/** A lot as its maker knows it: of any unit its code and salt, and what proves it. */
export class BenchLot {
  readonly body: goods.LotBody;
  readonly #tree: goods.CodeTree;

  /** @param now Unix seconds */
  constructor(units: number, now: number) {
    this.body = {
      product: goods.productId("NATIONAL", NATIONAL_CODE),
      number: "BENCH-1",
      made: now - DAY,
      expiry: now + 365 * DAY,
      count: units,
      content: goods.lotContentHash({ materials: [], qcReport: ZERO32, salt: ZERO32 }),
    };
    this.#tree = new goods.CodeTree(this.body, this.#units());
  }

  *#units(): Generator<goods.Unit> {
    for (let index = 0; index < this.body.count; index++) yield this.unit(index);
  }

  get codeRoot(): Hex {
    return this.#tree.root;
  }

  get id(): Hex {
    return goods.lotId(this.body, this.codeRoot);
  }

  unit(index: number): goods.Unit {
    const code = `${NATIONAL_CODE}${String(index).padStart(13, "0")}`;
    return { index, code, salt: goods.unitSalt(SECRET, index) };
  }

  /** What a scan of one unit shows. */
  shown(index: number, range: goods.UnitRange): goods.ShownUnits {
    return {
      body: this.body,
      codeRoot: this.codeRoot,
      range,
      units: [this.unit(index)],
      proof: this.#tree.prove([index]),
    };
  }
}
