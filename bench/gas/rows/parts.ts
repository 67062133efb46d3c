/** What many operations must do. */
export const EAS = "Ethereum Attestation Service";

export const ACCOUNT_SIGNER = 20;
export const P256_SIGNER = 84;

/** Account, institution and pause, in a contract of their own. */
export const member = { contracts: 1, coldReads: 3 } as const;
/** The AccessManager's answer, in its own contract: the function's role and the account's. */
export const managed = { contracts: 1, coldReads: 3 } as const;

/** How a subject's controller proves herself: signer and signature, and their verification. */
export const byAccount = { carries: ACCOUNT_SIGNER + 65, ecrecover: 1 } as const;
/** The registry verifies it itself. */
export const byPasskey = { carries: P256_SIGNER + 64, p256: 1 } as const;
