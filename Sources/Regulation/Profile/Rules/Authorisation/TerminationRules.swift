// SPDX-License-Identifier: Apache-2.0

/// How an authorisation ends and what follows.
package struct TerminationRules: Codable, Hashable, Sendable {
  /// The grounds.
  package let grounds: [TerminationGround]
  /// Within how many minutes permissions are closed.
  package let closePermissionsMinutes: ProfileValue<Int>
  /// What is handed over, each with an inventory and a receiver's signature.
  package let handoverItems: ProfileValue<[Labelled]>
  /// The items that are confirmed once for each resource of the agreement, by the unit that
  /// provides it; nil where the text asks for none.
  package let unitItems: [String]?
  /// Whether leaving needs a certificate that copies were destroyed.
  package let destructionCertificateRequired: ProfileValue<Bool>
}

extension TerminationRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    grounds = section.sections("grounds", TerminationGround.init)
    closePermissionsMinutes = section.value("closePermissionsMinutes", .int(1...10080))
    handoverItems = section.value("handoverItems", .labelled)
    unitItems = section.plainIfPresent("unitItems", .list(.name))
    let items = Set((handoverItems.value ?? []).map(\.id))
    for name in unitItems ?? [] where !items.contains(name) {
      section.report("has `\(name)` confirmed by units, which is no item that is handed over")
    }
    destructionCertificateRequired = section.value("destructionCertificateRequired", .bool)
  }
}
