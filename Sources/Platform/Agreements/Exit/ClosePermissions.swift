// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Reports that every permission of the operator is closed; the platform's own act (EZ-02.7-d).
package struct ClosePermissions: Action {
  let agreement: RecordID
  let accounts: Int
  let keys: Int
  let jobs: Int

  /// The declaration.
  package static let spec = Spec<Self>(
    "exit.closePermissions", zh: "权限已关闭", en: "Report closed permissions",
    capacities: [.system], clauses: ["EZ-02.7-d"], on: Agreement.table.name,
    inStates: .possible(Agreement.State.terminating),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("accounts", zh: "涉及账号数", en: "Accounts"), Field("keys", zh: "停用密钥数", en: "Keys"),
    Field("jobs", zh: "停止作业数", en: "Jobs"), make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Refuses before the end and a second time.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts else { return .refused(Agreement.unknown) }
    guard agreement.exit.permissionsClosedAt == nil else {
      return .refused(
        Reason("exit.closed.already", zh: "权限已关闭", en: "the permissions are closed already"))
    }
    guard agreement.state == .terminating else { return .refused(agreement.wrongState) }
    return .allowed(
      Event(
        PermissionsClosed(subject: agreement.id, accounts: accounts, keys: keys, jobs: jobs)),
      id: agreement.id)
  }
}

/// The operator's permissions are closed.
package struct PermissionsClosed: DomainEvent {
  /// The stable type.
  package static let type = "exit.permissionsClosed"
  /// The agreement.
  package let subject: RecordID
  let accounts: Int
  let keys: Int
  let jobs: Int

  /// Sets the time.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.exit.permissionsClosedAt = stamp.recordedAt
    return [.put(agreement)]
  }
}
