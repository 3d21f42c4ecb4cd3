// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Vault

/// Names of objects in the vault that follow from the work that makes them.
///
/// Work that was interrupted finds its own objects again by their names and does nothing twice.
package enum ObjectNames {
  /// The name of what is made of a record for a purpose, such as `data`, over some state of the
  /// world, such as the version that was the last one.
  package static func id(
    of record: RecordID, _ purpose: String, over states: String...
  ) -> RecordID {
    id(of: record, purpose, overAll: states)
  }

  /// The same over states in a list.
  static func id(of record: RecordID, _ purpose: String, overAll states: [String]) -> RecordID {
    let seed = ["shuyu/object", record.rawValue, purpose] + states
    let digest = SHA256.hash(Array(seed.joined(separator: "\u{0}").utf8))
    return RecordID.make(prefix: "OBJ", random: digest.bytes)
  }
}

extension RecordID {
  /// The id as the vault takes it.
  package func vaultID() throws -> VaultID { try VaultID(rawValue) }
}
