import { Contract, ContractFactory } from "ethers";
import { ethers, fixed } from "../../test/fixtures/careLedger.ts";
import { executionGas } from "../../test/fixtures/gasStories.ts";
import { onSteadyClock } from "../../test/fixtures/steadyClock.ts";
import { type Artifact, peerArtifacts, peerVersions } from "./install.ts";

/** What a peer spends on an operation. */
export interface PeerFigure {
  peer: string;
  version: string;
  operation: string;
  /** Of the whole transaction; of a call that is none, of its execution. */
  gas: number;
  /** Items that one transaction does. */
  items: number;
  source: "live" | "recorded";
}

type Signer = Awaited<ReturnType<typeof ethers.getSigners>>[number];
type Add = (operation: string, gas: number, items?: number) => void;

/** A contract without types: its functions by name. */
const called = (contract: Contract, name: string, ...args: unknown[]) =>
  contract.getFunction(name).send(...args);

async function deploy({ abi, bytecode }: Artifact, signer: Signer, ...args: unknown[]) {
  const factory = new ContractFactory(abi, bytecode, signer);
  const deployed = await factory.deploy(...args);
  await deployed.waitForDeployment();
  return new Contract(await deployed.getAddress(), abi, signer);
}

async function gasOf(sent: ReturnType<typeof called>): Promise<number> {
  const receipt = await (await sent).wait();
  return Number(receipt!.gasUsed);
}

const LATER = 4_000_000_000n;
/** What stands in a register of records: two hashes. */
const RECORD_DATA = `${fixed("a")}${fixed("b").slice(2)}`;
/** What a consent says at least: grantee and purpose, scope, terms, a hash each. */
const CONSENT_DATA = `${RECORD_DATA}${fixed("c").slice(2)}`;

const DELEGATED = {
  Attest: [
    { name: "attester", type: "address" },
    { name: "schema", type: "bytes32" },
    { name: "recipient", type: "address" },
    { name: "expirationTime", type: "uint64" },
    { name: "revocable", type: "bool" },
    { name: "refUID", type: "bytes32" },
    { name: "data", type: "bytes" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
};

/** Ethereum Attestation Service: records and consents as attestations, hashes as time stamps. */
async function attestations(artifacts: Record<string, Artifact>, add: Add): Promise<void> {
  const [sender, patient] = (await ethers.getSigners()) as [Signer, Signer];
  const registry = await deploy(artifacts["SchemaRegistry"]!, sender);
  const eas = await deploy(artifacts["EAS"]!, sender, await registry.getAddress());
  const none = `0x${"00".repeat(20)}`;
  const schemaText = "bytes32 entry,bytes32 content";
  const schema: unknown = await registry.getFunction("register").staticCall(schemaText, none, true);
  await gasOf(called(registry, "register", schemaText, none, true));
  const dataOf = (data: string, expirationTime = 0n) => ({
    recipient: patient.address,
    expirationTime,
    revocable: true,
    refUID: `0x${"00".repeat(32)}`,
    data,
    value: 0n,
  });
  const attest = eas.getFunction("attest");
  add("attest, 64 bytes", await gasOf(attest.send({ schema, data: dataOf(RECORD_DATA) })));
  // Of two equal ones it would have to tell the second from the first, again and again.
  const distinct = (data: string, i: number) => `${data.slice(0, -64)}${fixed(`${i}`).slice(2)}`;
  const eighty = Array.from({ length: 80 }, (_, i) => dataOf(distinct(RECORD_DATA, i)));
  add(
    "multiAttest, 64 bytes",
    await gasOf(called(eas, "multiAttest", [{ schema, data: eighty }])),
    80,
  );
  const consent = { schema, data: dataOf(CONSENT_DATA, LATER) };
  const attested = await (await attest.send(consent)).wait();
  add("attest, 96 bytes, expiry", Number(attested!.gasUsed));
  // Its id holds the block's time, and is the one word of the event's data.
  const uid = attested!.logs[0]!.data;
  for (const name of ["isAttestationValid", "getAttestation"]) {
    const data = eas.interface.encodeFunctionData(name, [uid]);
    add(`${name}, execution`, await executionGas(await eas.getAddress(), data));
  }
  add("revoke", await gasOf(called(eas, "revoke", { schema, data: { uid, value: 0n } })));

  const domain = {
    name: "EAS",
    version: (await eas.getFunction("version").staticCall()) as string,
    chainId: 31_337n,
    verifyingContract: await eas.getAddress(),
  };
  const signed = async (data: ReturnType<typeof dataOf>, nonce: bigint) => {
    const message = { ...data, attester: patient.address, schema, nonce, deadline: LATER };
    const signature = await patient.signTypedData(domain, DELEGATED, message);
    const { v, r, s } = ethers.Signature.from(signature);
    return { v, r, s };
  };
  const by = { schema, attester: patient.address, deadline: LATER };
  const one = { ...by, data: consent.data, signature: await signed(consent.data, 0n) };
  add("attestByDelegation, EIP-712", await gasOf(called(eas, "attestByDelegation", one)));
  const data = Array.from({ length: 20 }, (_, i) => dataOf(distinct(CONSENT_DATA, i), LATER));
  const signatures = await Promise.all(data.map((each, i) => signed(each, BigInt(i + 1))));
  const many = called(eas, "multiAttestByDelegation", [{ ...by, data, signatures }]);
  add("multiAttestByDelegation, EIP-712", await gasOf(many), data.length);
  add("revokeOffchain", await gasOf(called(eas, "revokeOffchain", fixed("unborn"))));
  add("timestamp", await gasOf(called(eas, "timestamp", fixed("root"))));
  const hashes = Array.from({ length: 100 }, (_, i) => fixed(`hash ${i}`));
  add("multiTimestamp", await gasOf(called(eas, "multiTimestamp", hashes)), 100);
}

/** Most units that any of them moves in one transaction below osaka's cap of 16,777,216 gas. */
const MANY = 500;
const unitsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => BigInt(first + i));

async function multiTokens(artifact: Artifact, add: Add): Promise<void> {
  const [holder, other] = (await ethers.getSigners()) as [Signer, Signer];
  const token = await deploy(artifact, holder);
  const ones = (count: number) => Array<bigint>(count).fill(1n);
  const move = (ids: bigint[]) =>
    called(
      token,
      "safeBatchTransferFrom",
      holder.address,
      other.address,
      ids,
      ones(ids.length),
      "0x",
    );
  add("mint a unit", await gasOf(called(token, "mint", 1n, 1n)));
  for (const count of [100, MANY]) {
    const ids = unitsFrom(1_000 * count, count);
    add("mint units", await gasOf(called(token, "mintBatch", ids, ones(count))), count);
    if (count === MANY) add("transfer serialised units", await gasOf(move(ids)), count);
  }
  const transfer = (id: bigint, amount: bigint) =>
    called(token, "safeTransferFrom", holder.address, other.address, id, amount, "0x");
  add("transfer a unit", await gasOf(transfer(1n, 1n)));
  add("mint a lot without serials", await gasOf(called(token, "mint", 2n, 1_000n)), 1_000);
  add("transfer a lot without serials", await gasOf(transfer(2n, 999n)), 999);
}

async function singleTokens(artifact: Artifact, add: Add): Promise<void> {
  const [holder, other] = (await ethers.getSigners()) as [Signer, Signer];
  const token = await deploy(artifact, holder);
  const transfer = (id: bigint) => called(token, "transferFrom", holder.address, other.address, id);
  // Both hold others already: the better case.
  await gasOf(called(token, "mint", 1n, 2n));
  await gasOf(transfer(1n));
  add("mint a unit", await gasOf(called(token, "mint", 3n, 1n)));
  add("mint units", await gasOf(called(token, "mint", 4n, 100n)), 100);
  add("mint units", await gasOf(called(token, "mint", 104n, BigInt(MANY))), MANY);
  add("transfer a unit", await gasOf(transfer(3n)));
  add("transfer a unit from the middle", await gasOf(transfer(54n)));
  const moved = called(token, "transferMany", other.address, 104n, BigInt(MANY));
  add("transfer serialised units", await gasOf(moved), MANY);
}

/** The peers that can be installed, measured on the chain that ours is measured on. */
export async function livePeers(): Promise<PeerFigure[]> {
  const artifacts = await peerArtifacts();
  const versions = await peerVersions();
  const figures: PeerFigure[] = [];
  const adder =
    (peer: string, name: string): Add =>
    (operation, gas, items = 1) =>
      figures.push({ peer, version: versions[name]!, operation, gas, items, source: "live" });
  const eas = "@ethereum-attestation-service/eas-contracts";
  const add = adder("Ethereum Attestation Service", eas);
  await onSteadyClock(() => attestations(artifacts, add));
  const [openZeppelin, solady] = ["@openzeppelin/contracts", "solady"];
  await multiTokens(
    artifacts["OpenZeppelinERC1155"]!,
    adder("OpenZeppelin ERC-1155", openZeppelin),
  );
  await multiTokens(artifacts["SoladyERC1155"]!, adder("Solady ERC-1155", solady));
  await singleTokens(artifacts["OpenZeppelinERC721"]!, adder("OpenZeppelin ERC-721", openZeppelin));
  await singleTokens(artifacts["SoladyERC721"]!, adder("Solady ERC-721", solady));
  await singleTokens(artifacts["BatchERC721A"]!, adder("ERC721A", "erc721a"));
  return figures;
}
