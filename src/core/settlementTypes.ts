/** The EIP-712 type of a question about claims and funds; no contract has it. */
export const settlementTypes = {
  SettlementRequest: [
    { name: "action", type: "bytes32" },
    { name: "thing", type: "bytes32" },
    { name: "key", type: "bytes" },
    { name: "after", type: "uint40" },
    { name: "subject", type: "bytes32" },
    { name: "purpose", type: "uint8" },
    { name: "custodian", type: "uint32" },
    { name: "nonce", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
} as const;
