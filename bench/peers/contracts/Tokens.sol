// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1155 as OpenZeppelin1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC721 as OpenZeppelin721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721A} from "erc721a/contracts/ERC721A.sol";
import {ERC1155 as Solady1155} from "solady/src/tokens/ERC1155.sol";
import {ERC721 as Solady721} from "solady/src/tokens/ERC721.sol";

// Each standard as its library has it, with nothing around it: anybody may mint, nothing is checked.

contract OpenZeppelinERC1155 is OpenZeppelin1155("") {
    function mint(uint256 id, uint256 amount) external {
        _mint(msg.sender, id, amount, "");
    }

    function mintBatch(uint256[] calldata ids, uint256[] calldata amounts) external {
        _mintBatch(msg.sender, ids, amounts, "");
    }
}

contract SoladyERC1155 is Solady1155 {
    function uri(uint256) public pure override returns (string memory) {
        return "";
    }

    function mint(uint256 id, uint256 amount) external {
        _mint(msg.sender, id, amount, "");
    }

    function mintBatch(uint256[] calldata ids, uint256[] calldata amounts) external {
        _batchMint(msg.sender, ids, amounts, "");
    }
}

contract OpenZeppelinERC721 is OpenZeppelin721("Units", "U") {
    function mint(uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            _mint(msg.sender, first + i);
        }
    }

    function transferMany(address to, uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            transferFrom(msg.sender, to, first + i);
        }
    }
}

contract SoladyERC721 is Solady721 {
    function name() public pure override returns (string memory) {
        return "Units";
    }

    function symbol() public pure override returns (string memory) {
        return "U";
    }

    function tokenURI(uint256) public pure override returns (string memory) {
        return "";
    }

    function mint(uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            _mint(msg.sender, first + i);
        }
    }

    function transferMany(address to, uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            transferFrom(msg.sender, to, first + i);
        }
    }
}

contract BatchERC721A is ERC721A("Units", "U") {
    function _startTokenId() internal pure override returns (uint256) {
        return 1;
    }

    /// @dev `first` is what the library would give: its numbers are in sequence.
    function mint(uint256 first, uint256 count) external {
        require(first == _nextTokenId());
        _mint(msg.sender, count);
    }

    function transferMany(address to, uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            transferFrom(msg.sender, to, first + i);
        }
    }
}
