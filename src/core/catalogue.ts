/**
 * The one catalogue of what can go wrong outside the contracts: a code, what happened, what to do.
 * `{name}` in a text is a detail that the thrower must give. No detail ever holds personal data,
 * keys or plaintext: errors are printed and logged.
 */
export const catalogue = {
  BYTES_NOT_HEX: {
    text: "Not a hexadecimal string of {expected} bytes.",
    remedy: "Write bytes as 0x and two hexadecimal digits a byte.",
  },
  BYTES_UINT_RANGE: {
    text: "Not an unsigned integer of {bits} bits.",
    remedy: "Give a whole number that is not negative and fits.",
  },
  CHAIN_EVENT_MISSING: {
    text: "The transaction succeeded without the event {event}.",
    remedy: "The address may belong to another contract: check it against the Directory.",
  },
  CHAIN_FAILED: {
    text: "The chain did not take the call: {reason}.",
    remedy: "Check that the node is in step and the account may send, then try again.",
  },
  CHAIN_NO_ACCOUNT: {
    text: "No key: writing to the chain needs an account.",
    remedy:
      'Give CareLedger.connect as account the private key of one of your institution\'s accounts, or an ethers signer. On the command line: export CARELEDGER_MNEMONIC="your words".',
  },
  CHAIN_OTHER_SUITE: {
    text: "The Directory at {directory} has no {missing}: another version of the suite lies there.",
    remedy:
      "Use the version of this package that deployed it; CHANGELOG.md says what changed between them.",
  },
  CHAIN_REVERTED: {
    text: "The contract refused: {error}({values}).",
    remedy: "The error's name and values say which rule; docs/errors.md lists them.",
  },
  CHAIN_SILENT: {
    text: "The chain's node does not answer.",
    remedy:
      "Look at the node and the way to it, then run the same again. What was sent may still be mined; the same command goes on from there.",
  },
  CHAIN_STALLED: {
    text: "The chain made no block for {seconds} seconds.",
    remedy:
      "Too few validators may be up: ask their operators. What was sent may still be mined; the same command goes on from there.",
  },
  CHAIN_UNREACHABLE: {
    text: "No node: no chain answers at {url}.",
    remedy:
      "Start one: npx careledger up (in a clone, npm run -s careledger -- up), or npx @foundry-rs/anvil --hardfork osaka; or give another URL.",
  },
  CHAIN_WRONG_ID: {
    text: "The chain at the URL has id {found}, not {expected}.",
    remedy: "Point to the right node, or use the addresses of this chain.",
  },
  CLAIM_AGREEMENT: {
    text: "No agreement with insurer {insurer} was in force on {date}.",
    remedy:
      "Sign one and have the insurer put it into force: careledger insurance agreement; services before it are not billed.",
  },
  CLAIM_CARD: {
    text: "A row of the claim asks for the patient's age or sex, and nothing here shows them.",
    remedy:
      "Ask the patient or her insurer for her card (insurance enrol --card), and give it with --card.",
  },
  CLAIM_CODES: {
    text: "No code list of jurisdiction {jurisdiction} is here.",
    remedy:
      "Ask who publishes the catalogue for its code list (insurance catalogue --out), and take it in: careledger insurance codes FILE.",
  },
  CLAIM_COVER: {
    text: "No insurance of the patient's covers {date}.",
    remedy:
      "Check the day and the patient's pseudonym for this insurer and year; the insurer enrols her by careledger insurance enrol.",
  },
  CLAIM_CURRENCY: {
    text: "The claim is in {found}; claims are settled in {expected}.",
    remedy: "Bill it in the currency of the funds.",
  },
  CLAIM_FILE_HIDDEN: {
    text: "Transaction {transaction} billed claim {claim}, but not by a call of the claim desk.",
    remedy: "Ask the provider for the file of the claim, and show that.",
  },
  CLAIM_FUTURE: {
    text: "The claim begins later than the chain's present time.",
    remedy: "Bill what was done, not what is planned; check the document's dates and their zone.",
  },
  CLAIM_INSURER: {
    text: "The claim names insurer {named}, but the patient is insured by {insurer} on that day.",
    remedy: "Correct the claim's insurer, or the patient's pseudonym.",
  },
  CLAIM_INVOICE: {
    text: "The claim has neither a number (identifier) nor an id.",
    remedy: "Give it the number of the institution's invoice: under it the claim stands, once.",
  },
  CLAIM_OTHER: {
    text: "This invoice was billed before, with other lines, dates or diagnoses.",
    remedy:
      "An invoice is billed once. Bill under a number of its own, or appeal the earlier claim.",
  },
  CLAIM_PATIENT: {
    text: "The claim's patient is nobody whom this folder knows by that name.",
    remedy:
      "Give her insurance pseudonym with --patient, as a label of this folder or an id; careledger subjects list shows the labels.",
  },
  CLAIM_PLAN: {
    text: "No version of the patient's plan holds on {date}.",
    remedy: "Ask the insurer; careledger insurance plan publishes one.",
  },
  CLAIM_RECORD: {
    text: "A record of the claim is not on the chain.",
    remedy:
      "Publish it first (careledger records publish), and name its entry as the chain has it.",
  },
  CLAIM_UNKNOWN: {
    text: "No claim of that id or invoice is on the chain.",
    remedy:
      "Give the id that claims submit answered, or your invoice's number with --as; careledger claims submit bills it.",
  },
  CLAIM_USE: {
    text: "The document is no claim to bill: {use}, {status}.",
    remedy: "Bill documents of use claim and status active, with a line at least.",
  },
  CLI_BUSY: {
    text: "Another process ({pid}) is {work}.",
    remedy: "Wait until it has ended, or end it, then try again.",
  },
  CLI_ENTRY: {
    text: "This custodian has no record of that entry id.",
    remedy: "List its records with careledger records list.",
  },
  CLI_FILE: {
    text: "{what} cannot be used: {reason}.",
    remedy: "Check that it is there, that it is what its command wrote, and that you may use it.",
  },
  CLI_FILE_EXISTS: {
    text: "{what} is there already, with another content.",
    remedy: "Name another place for it, or remove what is there.",
  },
  CLI_GRANT: {
    text: "This folder has no grant of that id.",
    remedy:
      "List them with careledger consent list, or take the signed one in: careledger consent grant --signed-file FILE.",
  },
  CLI_INSTITUTION: {
    text: "{name} is no institution of this folder; it knows: {known}.",
    remedy: "Name one with --as, or admit it: careledger participants admit --help.",
  },
  CLI_MNEMONIC: {
    text: "CARELEDGER_MNEMONIC is not a BIP 39 phrase.",
    remedy: "Give 12 to 24 words of the English list with their checksum, or unset it.",
  },
  CLI_NO_CHAIN: {
    text: "No node: no chain is named, and none runs here.",
    remedy:
      "Start one: npx careledger up (in a clone, npm run -s careledger -- up), or name one with --rpc URL.",
  },
  CLI_NO_KEY: {
    text: "No key: CARELEDGER_MNEMONIC is not set, and this chain does not know the public development accounts.",
    remedy:
      'Name your own: export CARELEDGER_MNEMONIC="your words" (index 0 administers, 1 and up are the institutions\').',
  },
  CLI_NOT_DEPLOYED: {
    text: "This folder knows no deployment on chain {chainId}.",
    remedy: "Run careledger deploy, or name the suite's Directory with --directory ADDRESS.",
  },
  CLI_OPTION: {
    text: "Not understood: {reason}.",
    remedy: "See careledger --help, and --help of each command.",
  },
  CLI_PARTIES: {
    text: "The file of parties cannot be used: {reason}.",
    remedy: "Write it as `careledger trace import --help` shows.",
  },
  CLI_PATIENT: {
    text: "{name} is no patient of this folder.",
    remedy: "Enrol her first: careledger subjects enrol --help.",
  },
  CLI_SENSOR: {
    text: "{name} is no sensor of this folder; it knows: {known}.",
    remedy: "Give its id, or register it: careledger sensors register --help.",
  },
  CLI_UNFORESEEN: {
    text: "Something went wrong that nobody foresaw: {reason}.",
    remedy: "Run it again with CARELEDGER_DEBUG=1 in the environment, and report what that prints.",
  },
  CLI_UP_ALREADY: {
    text: "The command careledger up runs here already: process {pid}, chain at {url}.",
    remedy: "Use that one, end it, or name another folder with --home.",
  },
  CLI_VERIFY: {
    text: "The record of entry {entry} is not as it should be: {reason}.",
    remedy: "Do not use it. Have its custodian look at its store and its keys.",
  },
  CODES_UNKNOWN: {
    text: '"{code}" is not one of the {list} of code list version {version}: {known}.',
    remedy: "Use one of these; a new one gets the next free bit in src/core/codes.json.",
  },
  CONSENT_FILE: {
    text: "Not the text of a signed grant for this chain: {reason}.",
    remedy:
      "Take it whole as consent.toText or careledger consent grant --out wrote it, for this chain.",
  },
  DATE_INVALID: {
    text: "Not a FHIR date, dateTime or instant.",
    remedy: "Write YYYY, YYYY-MM, YYYY-MM-DD or a full dateTime with its time zone.",
  },
  DEPLOY_ADMINISTRATOR: {
    text: "The deploying account cannot be the administrator: it ends without a role.",
    remedy: "Name another account or a multisig with --administrator ADDRESS.",
  },
  DEPLOY_CHANGED: {
    text: "An earlier run of this deployment was given something else: {reason}.",
    remedy:
      "Run it as before, with the same version and options; or begin a second deployment with --anew.",
  },
  DEPLOY_FAILED: {
    text: "The deployment stopped: {reason}.",
    remedy: "Mend what it names, then run the same command again: it goes on from there.",
  },
  DEPLOY_FUNDS: {
    text: "Gas has a price on this chain, and the deploying account {deployer} holds no ether.",
    remedy: "Send it some (careledger deploy --dry-run tells how much), then run the same again.",
  },
  DEPLOY_NO_CODE: {
    text: "There is no code at the address of {name}, which was deployed before.",
    remedy:
      "If the node is still catching up, wait. If the chain was reset, run careledger deploy --anew.",
  },
  DEPLOY_UNKNOWN: {
    text: "{contractName} is no contract of the suite.",
    remedy: "Add it to deploy/artifacts.ts when a module deploys it.",
  },
  DISK_WRITE: {
    text: "The disk does not take what is to be written: {reason}.",
    remedy:
      "Make room there, or name a folder that may be written to (--home of careledger); then the same command goes on from where it was.",
  },
  DSCSA_FIELD: {
    text: "The transaction information's {field} is not {expected}.",
    remedy: "Give the field as said, then export again.",
  },
  ENROLMENT_CHAIN_BROKEN: {
    text: "Entry {entry} of the person's enrolment does not follow the one before it.",
    remedy: "Ask another node: events were left out, or changed.",
  },
  EPCIS_EXPORT: {
    text: "Event {position} cannot be exported: {rule} at {path}: expected {expected}.",
    remedy: "Correct the event, then export again.",
  },
  EPCIS_REFUSED: {
    text: "The document is refused: {rule} at {path}: expected {expected}.",
    remedy: "Ask its sender for a document in EPCIS 2.0 JSON-LD or EPCIS 1.2 or 2.0 XML.",
  },
  FHIR_BUNDLE_EMPTY: {
    text: "{where} is a FHIR Bundle without entries.",
    remedy: "Give a bundle with a patient's resources.",
  },
  FHIR_BUNDLE_TYPE: {
    text: "{where} is a FHIR Bundle of another type than {types}.",
    remedy: "Export the resources themselves, not a history or the answers to a request.",
  },
  FHIR_FILE_UNREADABLE: {
    text: "{where} cannot be read.",
    remedy: "Check that the file is there and that you may read it.",
  },
  FHIR_FOLDER_EMPTY: {
    text: "The folder holds no .json or .json.gz file.",
    remedy: "Put FHIR bundles into it, one file a patient.",
  },
  FHIR_FOLDER_MISSING: {
    text: "The folder of FHIR bundles cannot be read.",
    remedy: "Check that it is there, that it is a folder and that you may read it.",
  },
  FHIR_FOLDER_NO_PATIENT: {
    text: "None of the {count} files of the folder is a patient's bundle: they hold organisations and practitioners only.",
    remedy: "Put the patients' bundles beside them.",
  },
  FHIR_GZIP_BROKEN: {
    text: "{where} is gzip data that are damaged or end too early.",
    remedy: "Copy or export the file again.",
  },
  FHIR_JSON_TRUNCATED: {
    text: "{where} ends in the middle of its JSON.",
    remedy: "Copy or export the file again.",
  },
  FHIR_NO_SOURCE: {
    text: "Entry {index} of the bundle has no resource.",
    remedy: "Ask for the index of a record.",
  },
  FHIR_NOT_BUNDLE: {
    text: "{where} is JSON, but not a FHIR Bundle.",
    remedy: "Give a FHIR R4 Bundle; its resourceType says so.",
  },
  FHIR_NOT_CANONICAL: {
    text: "The resource has no canonical form (RFC 8785).",
    remedy: "It holds half a surrogate pair or a number beyond 64-bit floating point: correct it.",
  },
  FHIR_NOT_JSON: {
    text: "{where} is not JSON.",
    remedy: "Give a FHIR Bundle in JSON, plain or gzip.",
  },
  FHIR_NOT_UTF8: {
    text: "{where} is not UTF-8 text.",
    remedy: "Save the JSON in UTF-8, as FHIR requires.",
  },
  FHIR_PATIENT_COUNT: {
    text: "{where} holds {count} patients instead of one.",
    remedy:
      "Give one bundle a patient; bundles of organisations and practitioners go beside them into the folder.",
  },
  FHIR_REFUSED: {
    text: "{where} is refused: {rule} at {path}: expected {expected}.",
    remedy:
      "Ask its sender to correct it by FHIR R4 and what docs/domains/claims-documents.md says of it.",
  },
  FHIR_TOO_LARGE: {
    text: "{where} unpacks to more than {limit} bytes.",
    remedy: "Split the bundle.",
  },
  FUNDS_DOCUMENT: {
    text: "This document was written before, for {amount} of account {account}.",
    remedy:
      "Give the document of this payment, or the holder and the amount that it was written for.",
  },
  FUND_BALANCE_DENIED: {
    text: "The balance of this account is not told for {purpose}.",
    remedy: "Ask as the person herself, or as an insurer of hers for payment or coverage.",
  },
  FUND_NOT_PAID: {
    text: "No fund paid anything for this claim: it is {state}.",
    remedy: "Ask careledger claims status what comes next, and claims explain why.",
  },
  FUND_POOL: {
    text: "{insurer} has no pool there.",
    remedy:
      "The insurer's first contribution opens it: careledger funds contribute; or give the pool's --jurisdiction.",
  },
  GATEWAY_ANSWER: {
    text: "The gateway's answer to {path} is not one that it may give.",
    remedy: "Tell its operator; nothing of the answer was used.",
  },
  GATEWAY_BUSY: {
    text: "The gateway does as many of these at once as it may.",
    remedy: "Try again in a few seconds; of a CAR, ask for the blocks one by one (format=raw).",
  },
  GATEWAY_CUSTODIAN: {
    text: "The request is for custodian {asked}; this gateway is custodian {custodian}'s.",
    remedy: "Ask the gateway whose endpoint the ParticipantRegistry has for that custodian.",
  },
  GATEWAY_DEADLINE: {
    text: "The request's deadline is past or more than {seconds} seconds ahead.",
    remedy: "Set your clock and sign a request with a deadline a few minutes ahead.",
  },
  GATEWAY_ENTRY: {
    text: "The receipt names an entry that this custodian cannot release.",
    remedy: "Find the patient's entries again and open those that the gateway answers.",
  },
  GATEWAY_FORMAT: {
    text: "This gateway gives raw blocks and CARs of version 1 only.",
    remedy: "Ask for ?format=raw or ?format=car, in order dfs.",
  },
  GATEWAY_GRANT: {
    text: "The grant stands {standing}: nothing is shown or released under it.",
    remedy: "Ask the patient for a new grant.",
  },
  GATEWAY_GRANT_MISMATCH: {
    text: "The grant shown is not the one that the request or receipt names.",
    remedy: "Show the grant with its terms exactly as the patient signed it.",
  },
  GATEWAY_JOURNAL: {
    text: "Line {number} of the gateway's journal was changed or follows a missing one.",
    remedy: "Keep the file as evidence and compare it with the last anchored head.",
  },
  GATEWAY_MESSAGE: {
    text: "The message is not of the form of this route: {path}.",
    remedy: "See /openapi.json of the gateway.",
  },
  GATEWAY_NOT_GRANTEE: {
    text: "The sender's institution is not the one that the grant or receipt names, or not ACTIVE.",
    remedy: "Sign with an account of the grantee.",
  },
  GATEWAY_PORT: {
    text: "Port {port} is taken.",
    remedy: "Give another port, or 0 for any that is free.",
  },
  GATEWAY_RECEIPT: {
    text: "No final receipt of this custodian has this id.",
    remedy: "Open the entries on chain first; a receipt counts once its block is final.",
  },
  GATEWAY_REFUSED: {
    text: "The gateway refused ({status}): {reason}.",
    remedy: "The reason is an error code of this catalogue; its gateway's journal has the refusal.",
  },
  GATEWAY_REPLAY: {
    text: "This request was answered before.",
    remedy: "Sign a new request with a fresh nonce.",
  },
  GATEWAY_SIGNATURE: {
    text: "The request is not signed by the signer that it names, for this chain and custodian.",
    remedy: "Sign the EIP-712 request with the account or patient key that it names.",
  },
  GATEWAY_UNREACHABLE: {
    text: "No gateway answers at {url}.",
    remedy:
      "Check the endpoint that the ParticipantRegistry has for the custodian, then try again.",
  },
  GATEWAY_URL: {
    text: "The gateway's address is not an http or https URL.",
    remedy: "Ask the custodian to set its endpoint in the ParticipantRegistry.",
  },
  GS1_CHECK_DIGIT: {
    text: "The check digit of the {key} is {found}; it should be {expected}.",
    remedy: "One digit was read or typed wrong: scan the code again, or compare it with the pack.",
  },
  GS1_CODE: {
    text: "Not a code that is known: {expected}.",
    remedy: "Scan the whole code again.",
  },
  GS1_ELEMENTS: {
    text: "The element string breaks off at character {position}: expected {expected}.",
    remedy: "Scan it again, with the reader set to send the separator (FNC1) as GS.",
  },
  GS1_FORM: {
    text: "Not a {key}: expected {expected}.",
    remedy: "Compare the code with the pack, and give all of it.",
  },
  GS1_LINK: {
    text: "Not a GS1 Digital Link URI: expected {expected}.",
    remedy:
      "Write it as https://id.gs1.org/01/ and the GTIN's 14 digits, then /10/ and the lot, /21/ and the serial.",
  },
  GS1_PREFIX_LENGTH: {
    text: "A company prefix has 6 to 12 digits, not {length}.",
    remedy: "Give the prefix length that GS1 assigned to the owner of the key.",
  },
  GS1_UNKNOWN_AI: {
    text: "Application identifier ({ai}) is not known.",
    remedy: "Compare the code with the pack; GS1's general specifications list what there is.",
  },
  GS1_URN: {
    text: "Not an EPC URN: expected {expected}.",
    remedy: "Write it as in GS1's Tag Data Standard, such as urn:epc:id:sgtin:PREFIX.ITEM.SERIAL.",
  },
  INDEX_BEHIND: {
    text: "The index is {blocks} blocks behind the chain, and whoever keeps it does not go on.",
    remedy: "Look at the process that runs careledger index or up, or end it and try again.",
  },
  INDEX_FOREIGN: {
    text: "The index is of another chain or suite: {reason}.",
    remedy: "Name another file with --db, or make this one anew: careledger index --rebuild.",
  },
  INDEX_GAP: {
    text: "{event} in block {block} changes what the index does not have: it has a gap.",
    remedy:
      "Check that the node has every block from 0 with its logs, then make the index anew: careledger index --rebuild.",
  },
  INDEX_MISSING: {
    text: "There is no index yet.",
    remedy: "Run careledger index, which makes it and keeps it up with the chain.",
  },
  INDEX_VERSION: {
    text: "The index was made by another version of CareLedger.",
    remedy: "Run careledger index, which makes it anew.",
  },
  INSURANCE_PLAN: {
    text: "The insurer has no plan {plan}.",
    remedy: "Publish it first: careledger insurance plan FILE; or check the code and --as.",
  },
  KEYRING_EPOCH_OLD: {
    text: "The record set is already sealed for the patient's key epoch {stored}; epoch {given} is older.",
    remedy: "Read the patient's present key and epoch from the chain and re-seal for those.",
  },
  KEYRING_EPOCH_UNKNOWN: {
    text: "A record set is sealed for the custodian's key epoch {epoch}, and no key of that epoch was given.",
    remedy: "Open the key ring with the private keys of every epoch still in use, then re-seal.",
  },
  KEYRING_SET_MISSING: {
    text: "This custodian holds no record set of this subject.",
    remedy: "Name the patient's public key to create the set, or ask the right custodian.",
  },
  LABELS_EMPTY: {
    text: "The label table has no row.",
    remedy: "Write rows of system,code,categories,sensitivities.",
  },
  LABELS_FILE: {
    text: "The label table cannot be read.",
    remedy: "Check that the file is there and that you may read it.",
  },
  LABELS_NAME: {
    text: 'Line {line} of the label table: "{name}" is not a category or sensitivity, or stands in the wrong column.',
    remedy: "Use the names of src/core/codes.json.",
  },
  LABELS_REPEATED: {
    text: "Line {line} of the label table repeats a code.",
    remedy: "Write all labels of a code in one row.",
  },
  LABELS_ROW: {
    text: "Line {line} of the label table is not system,code,categories,sensitivities with at least one label.",
    remedy: "Write four fields; HEALTH is the category of a code that stands for nothing special.",
  },
  MONEY_CURRENCY: {
    text: "Not a currency of ISO 4217.",
    remedy: "Name it by its three letters, such as CNY.",
  },
  MONEY_FORM: {
    text: "Not an amount of money in decimal figures.",
    remedy: "Write it as 27.20, without signs of currency or separators of thousands.",
  },
  NETWORK_ACCOUNTS: {
    text: "These accounts cannot be admitted: {reason}.",
    remedy: "Give addresses or a file of them with --accounts, or your own CARELEDGER_MNEMONIC.",
  },
  NETWORK_EXISTS: {
    text: "{path} is there already, and keys are never written over.",
    remedy: "Name another place with --out, or move that one away.",
  },
  NETWORK_FILE: {
    text: "{where} is no address file of a network: {reason}.",
    remedy: "Get the whole file again, or have careledger deploy write it anew.",
  },
  NETWORK_FOREIGN: {
    text: "The addresses of {name} are not this chain's: {reason}.",
    remedy:
      "Point to a node of that network, or name this chain's Directory with --directory ADDRESS.",
  },
  NETWORK_MEMBER: {
    text: "Member {number} of the list cannot be used: {reason}.",
    remedy: "Correct it; networks/besu/README.md explains the list.",
  },
  NETWORK_MEMBERS: {
    text: "{file} cannot be used as a list of members: {reason}.",
    remedy: "Write a JSON list as in networks/besu/members.example.json.",
  },
  NETWORK_STALE: {
    text: "The addresses of {name} are of a chain that was reset since: {reason}.",
    remedy:
      "Deploy to the new chain with careledger deploy --anew, or get its address file. If the node is still catching up, wait.",
  },
  NETWORK_TOO_FEW: {
    text: "{count} validators cannot lose one; QBFT needs 4 for that.",
    remedy: "Add members, or give --trial for a network to try things on (one member at least).",
  },
  NETWORK_WRITE: {
    text: "{path} cannot be written ({reason}), and nothing was.",
    remedy: "Choose a folder with room on a disk that you may write to.",
  },
  OPEN_ENTRY: {
    text: "The gateway answered an entry that the chain does not have: {reason}.",
    remedy: "Tell its operator and the custodian; nothing was opened.",
  },
  OPEN_NOT_COVERED: {
    text: "The grant does not cover {count} of these records for this purpose: {outcome}.",
    remedy: "Leave them out, or ask the patient for a grant that covers them.",
  },
  OPEN_NOTHING: {
    text: "No record was named.",
    remedy: "Find records first, then open those that you need.",
  },
  OPEN_RECEIPT: {
    text: "The receipt names {count} records that were not given.",
    remedy:
      "Give all that were opened with it, as findRecords answered them, or resume its ticket.",
  },
  OPEN_REFUSED: {
    text: "The chain refused the opening: {refusal}. The refusal is on its log.",
    remedy: "Ask the patient for a grant that covers it.",
  },
  OPEN_TICKET: {
    text: "Not the ticket of an opening.",
    remedy: "Give the text as onOpening was told it; without it, open the records anew.",
  },
  ORDER_NOT_PARTY: {
    text: "The order is another's: it is shown to its buyer, supplier, inspector and insurer alone.",
    remedy: "Ask one of them; the buyer names who the parties are when it places the order.",
  },
  ORDER_NOTHING_CAME: {
    text: "Nothing that was despatched for the order is in the buyer's hands, fit and not counted yet.",
    remedy:
      "Receive it first: careledger trace receive. What is in quarantine is counted when it is released.",
  },
  ORDER_TERMS: {
    text: "The terms are refused: {reason}.",
    remedy: "Ask the buyer for the terms that it placed the order with.",
  },
  ORDER_UNKNOWN: {
    text: "The chain tells of no such order.",
    remedy: "Check the order's id, and that the node is in step.",
  },
  PROOF_BLOCK: {
    text: "The proof is of block {found}, not of {expected}.",
    remedy: "Trust a block by its hash from a node of yours, and ask for a proof of that block.",
  },
  PROOF_ENTRY: {
    text: "The fields in the proof file are not those of the entry's id.",
    remedy: "Do not use them. Ask the custodian for the right file.",
  },
  PROOF_ENTRY_UNKNOWN: {
    text: "No final batch with leaves on the chain has this entry.",
    remedy: "Check id and chain; of an archive, ask its custodian's gateway for the entry first.",
  },
  PROOF_FORMAT: {
    text: "Not a proof file: {where} is not as the format has it.",
    remedy: "Use the file as care.records.proof or careledger records proof wrote it.",
  },
  PROOF_HEADER: {
    text: "The block header in the proof file does not have the file's block hash or number.",
    remedy: "Do not use it. Ask for the file again.",
  },
  PROOF_NO_STATE: {
    text: "The proof file holds no state proof, so nothing ties its root to a block.",
    remedy: "Make it again at a node with eth_getProof, or look the root up on the chain.",
  },
  PROOF_STATE: {
    text: "The state proof does not hold for the {part}.",
    remedy: "Do not use it. Ask for the file again, or look the root up on the chain.",
  },
  PROOF_TREE: {
    text: "The entry is not proven to stand at position {position} under the root.",
    remedy: "Do not use it. Ask the custodian for the right file.",
  },
  PROOF_VERSION: {
    text: "The proof file has the format {found}; this program reads {known}.",
    remedy: "Use a version of CareLedger that knows this format.",
  },
  PUBLISH_CHAIN_RESET: {
    text: "The catalogue has batch {root} as anchored, and this chain does not know it.",
    remedy:
      "The chain was set up again under the same block 0: publish with another state folder, or ask the node's operator why blocks are missing.",
  },
  PUBLISH_ROOT: {
    text: "The chain computed the root {found} for a batch whose root is {root}.",
    remedy: "SDK and contract do not belong together: check both versions before publishing more.",
  },
  QR_TOO_LONG: {
    text: "{length} characters are too many for a QR code.",
    remedy: "Leave out attributes of the Digital Link, or shorten the resolver's address.",
  },
  READING_TEMPERATURE: {
    text: "A temperature is beyond what readings hold: 327.67 degrees Celsius.",
    remedy: "Give degrees, not hundredths, and leave out what a logger writes for a fault.",
  },
  REMITTANCE_REFUSED: {
    text: "The table {table} is refused at row {row}: expected {expected}.",
    remedy:
      "Ask its sender for the table again; docs/domains/claims-documents.md has its columns and identities.",
  },
  RESOLVER_NOT_HOLDER: {
    text: "No goods of this lot are yours or on their way to you, as far as the chain tells.",
    remedy: "Name the parcel that was shipped to you, and the container that it is packed in.",
  },
  RESOLVER_NOT_MEMBER: {
    text: "The signer's account is of no institution that may do so.",
    remedy: "Sign with an account that the ParticipantRegistry has for your institution.",
  },
  RESOLVER_PLACE: {
    text: "A place is a latitude from -90 to 90 and a longitude from -180 to 180 degrees.",
    remedy: "Give it as in 31.811,119.974.",
  },
  RESOLVER_TIME: {
    text: "The scan's time is more than {seconds} seconds from this resolver's clock.",
    remedy: "Set your clock, and scan again.",
  },
  RESOLVER_UNKNOWN: {
    text: "This resolver has no unit of that code.",
    remedy:
      "Ask the resolver of its maker or of whoever has the goods; scan asks all that it finds.",
  },
  SENSOR_IDLE: {
    text: "The sensor of these readings watches no goods.",
    remedy:
      "Begin it first: careledger sensors watch --help. What was measured before counts for none.",
  },
  SENSOR_UNKNOWN: {
    text: "The chain tells of no such sensor.",
    remedy: "Register it first: careledger sensors register --help.",
  },
  SENSOR_WATCHES_NOT: {
    text: "No sensor watches these goods, or none that is meant.",
    remedy:
      "Name a parcel as it was watched, by --units; `careledger sensors list` tells what each watches.",
  },
  SETTLEMENT_DENIED: {
    text: "Nothing of this {thing} is shown to you: there is none of this id, or it is others'.",
    remedy:
      "Check the id; docs/settlement-access.md says who sees what, and what is read with a purpose.",
  },
  SETTLEMENT_NO_INDEX: {
    text: "This gateway keeps no index, from which it could answer about claims and funds.",
    remedy: "Ask a gateway that does: its operator runs `careledger index`, then serves again.",
  },
  SETTLEMENT_UNBALANCED: {
    text: "The claim does not add up (line {line}, 0: its totals): {identity}, but {left} is not {right}.",
    remedy: "Read the claim anew from the chain or the index; nothing was written.",
  },
  START_INSTITUTION: {
    text: "The account of {name} belongs to an institution whose keys this state folder does not hold.",
    remedy:
      "Name the --state folder of the run that admitted it, or use another CARELEDGER_MNEMONIC.",
  },
  START_STATE: {
    text: "The state folder cannot be used: {reason}.",
    remedy: "Check its rights, name another folder, or remove it to begin anew, keys and all.",
  },
  STATEMENT_FORM: {
    text: "The statement has no form that is known: {reason}.",
    remedy:
      "Give an advice of payment, a table of settlements (CSV) or a PaymentReconciliation (JSON), as funds statement writes them.",
  },
  STATEMENT_SHORT: {
    text: "The statement has {entries} entries, fewer than {inject}.",
    remedy: "Give a longer statement, or --inject a smaller number.",
  },
  STORE_CID: {
    text: "Not a CID of this store: {reason}.",
    remedy: "Use CIDv1, SHA-256, codec raw or dag-pb, as this store makes them.",
  },
  STORE_CORRUPT: {
    text: "The store answered other bytes than {cid} names.",
    remedy: "Do not use them. Repair or replace the store, then store the record again.",
  },
  STORE_DATABASE: {
    text: "The database file cannot be used: {reason}.",
    remedy:
      "Check the path, its rights and the free space, and that it belongs to this part of CareLedger.",
  },
  STORE_FILE_FORM: {
    text: "The file {cid} is not in the form that this store writes: {reason}.",
    remedy: "Store the file again through CareLedger.",
  },
  STORE_MISSING: {
    text: "The block {cid} is not in the store.",
    remedy: "Ask another replica, or have its custodian store it again.",
  },
  STORE_NONE: {
    text: "No store: a custodian's sealed records have nowhere to lie.",
    remedy:
      "Give Custody a store: new BlockStore(EmbeddedBlocks.open(FILE)) needs nothing else; KuboBlocks in place of EmbeddedBlocks needs an IPFS node: ipfs daemon.",
  },
  STORE_NODE: {
    text: "Node {version} has no SQLite, in which keys, catalogues and sealed records are kept.",
    remedy:
      "Use Node 22.13 or later; reading the chain and --ipfs stores need no more than Node 20.",
  },
  STORE_READ_ONLY: {
    text: "Another institution's gateway is only read from: it cannot {action}.",
    remedy: "Use a store of your own for that; see --ipfs of careledger.",
  },
  STORE_REFUSED: {
    text: "The IPFS node at {host} refused the request (status {status}).",
    remedy: "Read the node's log; check its version, its rights and its free space.",
  },
  STORE_TOO_LARGE: {
    text: "{bytes} bytes are more than the limit of {limit}.",
    remedy:
      "Store what is larger than a block as a file; raise the reader's limit for large files.",
  },
  STORE_UNREACHABLE: {
    text: "No store: the IPFS node at {host} does not answer.",
    remedy:
      "Start it: ipfs daemon; or check its address and that its RPC port is open to this machine. Without --ipfs records lie in the state folder.",
  },
  STORE_URL: {
    text: "Not the URL of an IPFS node's RPC.",
    remedy: "Write it as in http://127.0.0.1:5001, the port that the node's Addresses.API names.",
  },
  SUPPLY_CODES_APART: {
    text: "These codes are of several lots.",
    remedy: "Show the units of each lot by themselves.",
  },
  SUPPLY_CODE_REPEATED: {
    text: "The unit with index {index} has the code of the unit with index {first}.",
    remedy: "One drug, one code: give each unit a code of its own, then make the lot again.",
  },
  SUPPLY_CODE_TAKEN: {
    text: "The unit with index {index} has a code that is in lot {lot} already.",
    remedy: "One drug, one code: give the unit a code that was never used for this product.",
  },
  SUPPLY_CODE_UNKNOWN: {
    text: "Code number {position} is in none of the lots whose files are kept here.",
    remedy:
      "Compare it with the pack, and receive the lot's file first: careledger trace receive --help.",
  },
  SUPPLY_CONTAINER_UNKNOWN: {
    text: "The chain tells of no such container, or it was unpacked.",
    remedy:
      "Compare its number (SSCC) with the label; `careledger trace history` tells in which container a unit is.",
  },
  SUPPLY_GOODS_KEY: {
    text: "The goods key cannot be used: {reason}.",
    remedy: "Ask whoever shipped the goods, or their maker, for one: careledger trace receive.",
  },
  SUPPLY_LOT_FILE: {
    text: "The lot's file is refused: {reason}.",
    remedy: "Take it from another gateway; if all have the same, tell the lot's maker.",
  },
  SUPPLY_LOT_MISSING: {
    text: "The lot's file is not kept here.",
    remedy: "Receive it first: careledger trace receive --help.",
  },
  SUPPLY_LOT_UNKNOWN: {
    text: "The chain tells of no such lot, or of one without a file.",
    remedy: "Check the lot's id, and that the node is in step.",
  },
  SUPPLY_MORE_THAN_THERE: {
    text: "{asked} units of the lot are named, of {there} that the institution has there.",
    remedy: "Compare the event's quantity with what `careledger trace export` says of the lot.",
  },
  SUPPLY_TEXT: {
    text: "A lot number or trace code is 1 to 32 printable ASCII characters.",
    remedy: "Give it as it is printed on the pack, without the brackets of element strings.",
  },
  SYNTHEA_COLUMN_MISSING: {
    text: "The table {table} has no column {column}.",
    remedy: "Export the folder with Synthea 3, csv export on.",
  },
  SYNTHEA_NUMBER: {
    text: "A value of {where} is not an amount or a time.",
    remedy: "Export the table again; amounts are decimal numbers, times are in ISO 8601.",
  },
  SYNTHEA_ROW_ALONE: {
    text: "A row of {table} belongs to no encounter or prescription of the folder.",
    remedy: "Put all tables of one export into the folder; parts of several do not fit together.",
  },
  SYNTHEA_TABLE_BROKEN: {
    text: "The table {table} cannot be read from row {row} on.",
    remedy: "Copy or export it again; it is CSV, plain or gzip.",
  },
  SYNTHEA_TABLE_MISSING: {
    text: "The folder has no csv/{table}.csv or csv/{table}.csv.gz.",
    remedy: "Export it with --exporter.csv.export=true, and give the folder above csv/.",
  },
  TRACE_CONTAINERS_SEVERAL: {
    text: "Several containers have this number: {ids}.",
    remedy: "Give the container's id instead.",
  },
  TRACE_EVENT_UNKNOWN: {
    text: "The lot has no event with this id.",
    remedy: "Export the lot first, and take the eventID that stands in the export.",
  },
  TRACE_LOT_FORM: {
    text: "This names no lot.",
    remedy:
      "Give a lot's id, a GS1 code with GTIN and lot, or product and lot number as in 09506000134352/LOT-1.",
  },
  TRACE_LOT_SEVERAL: {
    text: "Several lots of this product have this number: {ids}.",
    remedy: "Give the lot's id instead.",
  },
  TRACE_LOT_UNKNOWN: {
    text: "The chain tells of no such lot.",
    remedy: "Compare it with the pack; its maker knows the lot's id.",
  },
  TRACE_NONE_THERE: {
    text: "There are no units of the lot {where}.",
    remedy:
      "Name others with --units or --as; `careledger trace where LOT` tells who has which units.",
  },
  TRACE_NO_SERIAL: {
    text: "The code names a product or a lot, but no single pack.",
    remedy: "Scan the code with the serial number, (21), or the trace code of 20 digits.",
  },
  TRACE_ORDER_OPEN: {
    text: "These goods came for order {order}, and their receipt is not written yet: once they are passed on, it cannot be.",
    remedy:
      "Have them received for the order first: careledger orders receive --help. --before-receipt passes them on nevertheless; the log of custody is then all that the supplier can show.",
  },
  TRACE_SHIPMENT: {
    text: "Shipments of this lot on their way to the institution, or from it: {found}.",
    remedy: "Give --units as the sender's `careledger trace ship` said.",
  },
  TRACE_UNIT: {
    text: "Unit {unit} is not in the lot: its {count} units are counted from 0.",
    remedy: "Give a smaller index; a scan of the code tells it.",
  },
  TREE_EMPTY: {
    text: "A tree needs at least one entry.",
    remedy: "Leave out batches without records.",
  },
  TREE_LEAF_UNKNOWN: {
    text: "The leaf {leaf} is none of the tree's.",
    remedy: "Name a diagnosis, weight or clause that the tree was made of.",
  },
  TREE_PATH: {
    text: "The paths do not reach node {position} of the tree.",
    remedy: "Ask the custodian for the entries again: its answer is not whole.",
  },
  TREE_POSITION: {
    text: "Position {position} is not in a tree of {count} entries, or the positions do not ascend.",
    remedy: "Name each position once, in ascending order, from 0.",
  },
  VAULT_FINGERPRINT: {
    text: "The content does not match its fingerprint.",
    remedy: "Do not use it. Ask the custodian for the right record and report the mismatch.",
  },
  VAULT_FORMAT: {
    text: "Not a sealed record: {reason}.",
    remedy: "Check that the right file was fetched, and whole.",
  },
  VAULT_HPKE_KEY: {
    text: "Not an X25519 key of 32 bytes.",
    remedy: "Give the raw key; the encodings PEM, DER and JWK are not read here.",
  },
  VAULT_HPKE_OPEN: {
    text: "The sealed key does not open.",
    remedy: "Use the private key and the epoch, receipt or entry that it was sealed for.",
  },
  VAULT_KEY_LENGTH: {
    text: "A key of {expected} bytes is needed; this one has {actual}.",
    remedy: "Give the raw key bytes.",
  },
  VAULT_MEDIA_TYPE: {
    text: "A media type has 1 to 255 printable ASCII characters.",
    remedy: "Write it as in application/fhir+json.",
  },
  VAULT_NOT_READER: {
    text: "The document is not sealed for this institution.",
    remedy: "Ask whoever sealed it to seal it for you too.",
  },
  VAULT_READERS: {
    text: "A document is sealed for 1 to {most} institutions.",
    remedy: "Name the institutions that are to read it.",
  },
  VAULT_SEGMENT_SIZE: {
    text: "A segment has {min} to {max} bytes, not {size}.",
    remedy: "Leave the segment size out unless you test the format.",
  },
  VAULT_SUITE_UNKNOWN: {
    text: "The sealed record uses cipher suite {suite}, which is not known here.",
    remedy: "Use a version of CareLedger that knows this suite.",
  },
  VAULT_TOO_LARGE: {
    text: "A sealed record cannot have more than {segments} segments.",
    remedy: "Split the content into several records.",
  },
  VAULT_TRUNCATED: {
    text: "The sealed record ends early.",
    remedy: "Fetch it again.",
  },
  VAULT_UNSEALABLE: {
    text: "Segment {segment} of the sealed record does not open.",
    remedy:
      "Check key, subject, custodian and fingerprint; if they are right, the bytes were changed.",
  },
  VAULT_UNWRAP: {
    text: "The wrapped key does not open.",
    remedy: "Use the key-encryption key of the record set that it was wrapped in.",
  },
  VAULT_VERSION: {
    text: "The sealed record has format version {version}; this program reads version {known}.",
    remedy: "Use a version of CareLedger that reads it.",
  },
  WATCH_FORKED: {
    text: "Block {block} is not the one that was watched before: the chain was reset, or is another.",
    remedy: "Watch the chain of the cursor, or begin anew without it at a block that you trust.",
  },
  WEIGHTS_COLUMNS: {
    text: "The table has no line of heads with {code} and {weight}.",
    remedy: "Give the tab-separated table as it was published, and the heads of its columns.",
  },
  WEIGHTS_GROUP: {
    text: "The table has no weight for group {group}.",
    remedy: "Name a group of this grouper; ungroupable ones have no weight.",
  },
  WEIGHTS_LINE: {
    text: "Line {line} has no weight of up to four decimals, or its group stands there twice.",
    remedy: "Correct the line, or ask the publisher.",
  },
} as const satisfies Record<string, { text: string; remedy: string }>;
