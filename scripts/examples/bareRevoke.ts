/**
 * A patient whose key is an Ethereum account ends a grant herself, by her own transaction: no
 * institution, no signature to carry, TypeChain and ethers alone.
 */
import { encodeBytes32String, JsonRpcProvider, Wallet } from "ethers";
import { ConsentRegistry__factory, Directory__factory } from "../../typechain-types/index.js";
import { readGrant } from "./lib/bareGrant.ts";
import { feesOf } from "./lib/fees.ts";
import { given } from "./lib/given.ts";

const { PATIENT_KEY, RPC_URL, DIRECTORY, GRANT_FILE } = given(
  "PATIENT_KEY",
  "RPC_URL",
  "DIRECTORY",
  "GRANT_FILE",
);
const provider = new JsonRpcProvider(RPC_URL);
const patient = new Wallet(PATIENT_KEY, provider);
const directory = Directory__factory.connect(DIRECTORY, provider);
const address = await directory.moduleOf(encodeBytes32String("ConsentRegistry"));
const registry = ConsentRegistry__factory.connect(address, patient);

const { shown } = readGrant(GRANT_FILE);
// An empty signature: the sender is the controller. The deadline then does not matter.
const fees = await feesOf(patient);
const sent = await registry.revoke(shown, 0, patient.address, "0x", fees);
const receipt = (await sent.wait())!;
const [revoked] = await registry.queryFilter(
  registry.filters.ConsentRevoked(),
  receipt.blockNumber,
  receipt.blockNumber,
);
console.log(`grant ${revoked!.args.grant} is revoked for ever, in block ${receipt.blockNumber}`);
provider.destroy();
