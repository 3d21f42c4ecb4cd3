// SPDX-License-Identifier: Apache-2.0

/// Why a vault operation did not happen. No case carries key material or stored data.
package enum VaultError: Error, Hashable, Sendable {
  /// The object's identifier is not of the form `[A-Z0-9-]{1,64}`.
  case invalidIdentifier
  /// An object with this identifier exists, or existed and was destroyed.
  case alreadyExists(VaultID)
  /// No object with this identifier is kept.
  case unknown(VaultID)
  /// The object is archive-sealed (feng cun) and cannot be read.
  case archiveSealed(VaultID)
  /// The object is not archive-sealed.
  case notArchiveSealed(VaultID)
  /// Somebody is reading the object, or changing it.
  case inUse(VaultID)
  /// The stored bytes are not those that were written; the text says which part.
  case damaged(VaultID, part: String)
  /// The content is longer than the vault takes.
  case tooLarge(bytesMax: Int)
  /// The metadata is longer than the vault takes.
  case metadataTooLarge(bytesMax: Int)
  /// The passphrase does not open the key file.
  case wrongPassphrase
  /// The passphrase is shorter or longer than allowed.
  case unacceptablePassphrase(bytesMin: Int, bytesMax: Int)
  /// The key file is not whole.
  case damagedKeyFile
  /// A key file exists already and is not written over.
  case keyFileExists
  /// The key store has no master key of this name, or has it no longer.
  case unknownKey(String)
  /// The key store holds as many master keys as it can.
  case tooManyKeys(countMax: Int)
  /// The current master key cannot be retired.
  case keyIsCurrent(String)
  /// The operating system refused an operation, with its error number.
  case system(operation: String, code: Int32)
}

extension VaultError: CustomStringConvertible {
  /// What is wrong and what to do, in one line.
  package var description: String {
    switch self {
    case .invalidIdentifier:
      "an object identifier has 1 to 64 capital letters, digits and hyphens"
    case .alreadyExists(let id): "the object `\(id)` exists or was destroyed; choose another name"
    case .unknown(let id): "the vault keeps no object `\(id)`"
    case .archiveSealed(let id): "the object `\(id)` is archive-sealed; unseal it first"
    case .notArchiveSealed(let id): "the object `\(id)` is not archive-sealed"
    case .inUse(let id): "the object `\(id)` is in use; try again when its readers have ended"
    case .damaged(let id, let part): "the \(part) of the object `\(id)` is damaged; restore a copy"
    case .tooLarge(let bytesMax): "the content is longer than \(bytesMax) bytes"
    case .metadataTooLarge(let bytesMax): "the metadata is longer than \(bytesMax) bytes"
    default: keyDescription
    }
  }

  private var keyDescription: String {
    switch self {
    case .wrongPassphrase: "the passphrase does not open the key file"
    case .unacceptablePassphrase(let bytesMin, let bytesMax):
      "a passphrase has \(bytesMin) to \(bytesMax) bytes"
    case .damagedKeyFile: "the key file is damaged; restore a copy"
    case .keyFileExists: "a key file exists already"
    case .unknownKey(let name): "the key store has no master key `\(name)`"
    case .tooManyKeys(let countMax):
      "the key store holds \(countMax) master keys; retire one first"
    case .keyIsCurrent(let name): "the master key `\(name)` is current; rotate before retiring it"
    case .system(let operation, let code): "the system could not \(operation) (error \(code))"
    default: "the vault could not do it"
    }
  }
}
