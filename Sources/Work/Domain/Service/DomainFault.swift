// SPDX-License-Identifier: Apache-2.0
package import Sandbox
import Tabular
import Vault

/// Why a piece of the domain's work failed, as a class: never a value of the data.
package enum DomainFault: String, Error, Sendable, CaseIterable, CustomStringConvertible {
  /// An object is not in the vault, is sealed, or is not whole.
  case vault
  /// The memory-backed mount cannot be used.
  case memory
  /// A file of the platform cannot be written.
  case files
  /// The sandbox cannot be built on this machine.
  case sandbox
  /// The data are larger than memory carries, and the encrypted scratch cannot be had or has no
  /// room.
  case scratch
  /// The platform's own query failed.
  case query
  /// Something is larger than the platform takes.
  case tooLarge
  /// A record that the work needs is gone or says something else.
  case records
  /// What the platform computed does not have the form it must have.
  case form
  /// The report was not taken.
  case report

  /// The class.
  package var description: String { rawValue }

  /// The class of an error of reading that is no fault of the file.
  init(_ error: IntakeError) {
    self =
      switch error {
      case .file(.source(.readFailed(errno: 5))): .vault
      case .keys: .scratch
      case .file, .sink, .columnCount, .columnName, .unknownKeyColumn, .tooManyKeys,
        .tooManyDuplicates, .keysShared, .cancelled:
        .query
      }
  }

  /// The class of a failed query of the platform's own: no room is no fault of the query.
  package init(_ failure: JobFailure) {
    self = failure.class == .scratchFull ? .scratch : .query
  }

  /// The class of any error.
  package static func of(_ error: any Error) -> DomainFault {
    if let fault = error as? DomainFault { return fault }
    if error is VaultError { return .vault }
    if let refusal = error as? SandboxError {
      if case .scratch = refusal { return .scratch }
      return .sandbox
    }
    return .form
  }
}
