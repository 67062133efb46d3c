// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ICallers} from "../../contracts/access/ICallers.sol";
import {ISettlementToken} from "../../contracts/insurance/interfaces/ISettlementToken.sol";
import {IColdChain} from "../../contracts/supply/interfaces/IColdChain.sol";
import {IDrugLedger} from "../../contracts/supply/interfaces/IDrugLedger.sol";
import {IProcurement} from "../../contracts/supply/interfaces/IProcurement.sol";

// Every function that changes something: test/invariants/writes.test.ts compares the lists with the
// contracts, SupplyReach.t.sol shows that random sequences come to each of them.

function drugLedgerWrites() pure returns (bytes4[] memory all) {
    all = new bytes4[](25);
    all[0] = IDrugLedger.registerProduct.selector;
    all[1] = IDrugLedger.commission.selector;
    all[2] = IDrugLedger.recall.selector;
    all[3] = IDrugLedger.quarantineLot.selector;
    all[4] = IDrugLedger.ship.selector;
    all[5] = IDrugLedger.receiveParcel.selector;
    all[6] = IDrugLedger.receiveExcept.selector;
    all[7] = IDrugLedger.callBack.selector;
    all[8] = IDrugLedger.split.selector;
    all[9] = IDrugLedger.quarantine.selector;
    all[10] = IDrugLedger.destroy.selector;
    all[11] = IDrugLedger.pack.selector;
    all[12] = IDrugLedger.shipContainer.selector;
    all[13] = IDrugLedger.receiveContainer.selector;
    all[14] = IDrugLedger.callBackContainer.selector;
    all[15] = IDrugLedger.quarantineContainer.selector;
    all[16] = IDrugLedger.unpack.selector;
    all[17] = IDrugLedger.dispense.selector;
    all[18] = IDrugLedger.withdraw.selector;
    all[19] = IDrugLedger.markPaid.selector;
    all[20] = IDrugLedger.anchorEvents.selector;
    all[21] = ICallers.foundCallers.selector;
    all[22] = ICallers.proposeCaller.selector;
    all[23] = ICallers.vetoCaller.selector;
    all[24] = IAccessManaged.setAuthority.selector;
}

function coldChainWrites() pure returns (bytes4[] memory all) {
    all = new bytes4[](9);
    all[0] = IColdChain.registerSensor.selector;
    all[1] = IColdChain.recalibrate.selector;
    all[2] = IColdChain.retireSensor.selector;
    all[3] = IColdChain.setLimits.selector;
    all[4] = IColdChain.beginMonitoring.selector;
    all[5] = IColdChain.endMonitoring.selector;
    all[6] = IColdChain.report.selector;
    all[7] = IColdChain.reportSilence.selector;
    all[8] = IColdChain.pursue.selector;
}

function procurementWrites() pure returns (bytes4[] memory all) {
    all = new bytes4[](10);
    all[0] = IProcurement.place.selector;
    all[1] = IProcurement.accept.selector;
    all[2] = IProcurement.cancel.selector;
    all[3] = IProcurement.despatch.selector;
    all[4] = IProcurement.receiveGoods.selector;
    all[5] = IProcurement.inspect.selector;
    all[6] = IProcurement.invoice.selector;
    all[7] = IProcurement.settle.selector;
    all[8] = IProcurement.setStockLevels.selector;
    all[9] = IProcurement.checkStock.selector;
}

function tokenWrites() pure returns (bytes4[] memory all) {
    all = new bytes4[](15);
    all[0] = ISettlementToken.issue.selector;
    all[1] = ISettlementToken.redeem.selector;
    all[2] = IERC20.approve.selector;
    all[3] = IERC20.transfer.selector;
    all[4] = IERC20.transferFrom.selector;
    all[5] = IERC20Permit.permit.selector;
    all[6] = ICallers.foundCallers.selector;
    all[7] = ICallers.proposeCaller.selector;
    all[8] = ICallers.vetoCaller.selector;
    all[9] = IAccessManaged.setAuthority.selector;
    all[10] = ISettlementToken.drawVoucher.selector;
    all[11] = ISettlementToken.endorseVoucher.selector;
    all[12] = ISettlementToken.settleVoucher.selector;
    all[13] = ISettlementToken.redeemVoucher.selector;
    all[14] = ISettlementToken.reclaimVoucher.selector;
}
