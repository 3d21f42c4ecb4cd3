// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

extension PlaceChain {
  /// Sichuan with a rectification that the operator is to have done by 1 April.
  static func rectifying() throws -> PlaceChain {
    let chain = try PlaceChain("sichuan")
    try chain.must(
      PlaceStep(
        "authority", "case.open", ["procedure": "rectification", "title": "整改"], save: "case"))
    try chain.must(.record("authority", ["breach", "instruction"]))
    let guided: [String: JSON] = ["dueOn": "2026-04-01", "invites": ["$org.winner"]]
    try chain.must(.record("bureau", ["dueDate", "suspension"], more: guided))
    return chain
  }
}
