// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation
import Sandbox
import Vault

extension DomainParts {
  /// How long faults of the machine are tried again before the work itself counts as failed.
  package static let patience = Duration.seconds(86_400)

  /// How long a query that did not end well is tried again: others may have taken what it needed.
  package static let queryPatience = Duration.seconds(3_600)

  /// Whether a fault is the machine's and may be over at a later try: no room on a disk or in
  /// memory, an object in use, a sandbox that could not be built. Neither the data nor who handed
  /// them in can do anything about it. Asked for the same piece of work, it says so for `patience`,
  /// and of a query of the platform's own, which may be at fault itself, for `queryPatience`.
  package func mayPass(_ error: any Error, of id: RecordID) -> Bool {
    if error as? DomainFault == .query {
      return !backoff.hasLasted(id, .query, DomainParts.queryPatience)
    }
    return isPassing(error) && !backoff.hasLasted(id, .machine, DomainParts.patience)
  }

  private func isPassing(_ error: any Error) -> Bool {
    switch error {
    case let fault as DomainFault:
      switch fault {
      // Where there is no encrypted scratch, none comes by waiting.
      case .scratch: return scratch.missing.isEmpty
      case .memory, .files, .sandbox: return true
      case .vault, .query, .tooLarge, .records, .form, .report: return false
      }
    case let error as VaultError:
      switch error {
      case .system, .inUse: return true
      default: return false
      }
    case let error as SandboxError:
      switch error {
      case .scratch: return scratch.missing.isEmpty
      case .system, .staging, .refused, .missingTool: return true
      case .specification, .unreadableInput, .outputOnDisk, .outputNotPrivate: return false
      }
    // The platform's own folders and files.
    default: return error is CocoaError
    }
  }
}
