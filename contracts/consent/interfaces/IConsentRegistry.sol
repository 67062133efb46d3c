// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentGrant} from "../../types/ConsentGrant.sol";
import {GrantId, SubjectId} from "../../types/Ids.sol";

/// @title IConsentRegistry: signed consents, their uses and their end
/// @notice A grant is on chain as the hash of what the patient signed and one slot: state 8 |
/// uses 32 | not after 40 | subject's key epoch 32. Grantee, purposes and labels stay unseen until
/// the first use shows them.
interface IConsentRegistry {
    enum GrantState {
        NONE,
        ACTIVE,
        REVOKED
    }

    /// @notice How a grant stands at this moment; only LIVE ones can be used.
    enum Standing {
        LIVE,
        UNKNOWN,
        REVOKED,
        EXPIRED,
        EXHAUSTED,
        KEY_EPOCH_ENDED
    }

    /// @notice A grant that a member carries to the chain, with the patient's signature over it.
    struct SignedGrant {
        ConsentGrant grant;
        bytes signer;
        bytes signature;
    }

    /// @notice A grant is on chain.
    event ConsentGranted(
        GrantId indexed grant,
        SubjectId indexed subject,
        uint256 word,
        address actor
    );
    /// @notice A grant, on chain or not yet, is ended for ever.
    event ConsentRevoked(GrantId indexed grant, uint256 word, address actor);
    /// @notice A grant was used once more.
    event ConsentUsed(GrantId indexed grant, uint256 word, address actor);

    /// @notice The grant is known; one that was revoked is known for ever.
    error ConsentExists(GrantId grant, GrantState state);
    /// @notice The grant could never be used.
    error ConsentExpired(GrantId grant, uint40 expiredAt, uint40 now_);
    /// @notice A grant is for one use at least.
    error ConsentWithoutUses(GrantId grant);
    /// @notice The signature came too late.
    error ConsentDeadlinePassed(GrantId grant, uint40 deadline, uint40 now_);
    /// @notice The grant was revoked before.
    error ConsentAlreadyRevoked(GrantId grant);
    /// @notice Without a signature only the controller's own account can revoke.
    error ConsentSenderNotController(GrantId grant, address sender);

    /// @notice Carries a patient's grant to the chain; by any ACTIVE member.
    function grant(SignedGrant calldata signed) external returns (GrantId id);

    /// @notice Carries many.
    function grantMany(SignedGrant[] calldata signed) external returns (GrantId[] memory ids);

    /// @notice Ends a grant by the patient's signature over `Revocation(bytes32 grant,uint40
    /// deadline)`, through any sender; or, with an empty signature, by the controller's own
    /// account. A grant not yet on chain is ended by showing it.
    function revoke(
        ConsentGrant calldata shown,
        uint40 deadline,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Counts one use, if the grant is LIVE; only by callers.
    function use(ConsentGrant calldata shown) external returns (Standing);

    /// @notice How a grant stands.
    function standing(ConsentGrant calldata shown) external view returns (Standing);

    /// @notice State and number of uses of a grant.
    function stateOf(GrantId id) external view returns (GrantState state, uint32 uses);
}
