/**
 * Does a grant stand, and does it permit access to an entry of this header for this purpose? Two
 * calls that cost nothing (eth_call), with TypeChain and ethers alone.
 */
import { encodeBytes32String, JsonRpcProvider } from "ethers";
import {
  AccessDesk__factory,
  ConsentRegistry__factory,
  Directory__factory,
} from "../../typechain-types/index.js";
import { readGrant } from "./lib/bareGrant.ts";
import { given } from "./lib/given.ts";

const { RPC_URL, DIRECTORY, GRANT_FILE, HEADER, PURPOSE_BIT } = given(
  "RPC_URL",
  "DIRECTORY",
  "GRANT_FILE",
  "HEADER",
  "PURPOSE_BIT",
);
/** The bit of "access", see contracts/types/Codes.sol. */
const ACCESS = 1;

const provider = new JsonRpcProvider(RPC_URL);
const directory = Directory__factory.connect(DIRECTORY, provider);
const moduleOf = (name: string) => directory.moduleOf(encodeBytes32String(name));
const registry = ConsentRegistry__factory.connect(await moduleOf("ConsentRegistry"), provider);
const desk = AccessDesk__factory.connect(await moduleOf("AccessDesk"), provider);

const { shown, terms } = readGrant(GRANT_FILE);
const isLive = (await registry.standing(shown)) === 0n;
const { timestamp } = (await provider.getBlock("latest"))!;
const [outcome] = await desk.decide(terms.provisions, [HEADER], PURPOSE_BIT, ACCESS, timestamp);
const isPermitted = outcome === 0n;
console.log(isLive && isPermitted ? "yes" : "no");
console.log(`the grant ${isLive ? "stands" : "does not stand"}`);
console.log(`its terms ${isPermitted ? "permit" : "do not permit"} it`);
provider.destroy();
