// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Store
import Synchronization

/// Admits uploads before their bytes are read, those under way counted with those that wait.
final class UploadDesk: Sendable {
  /// The steps in which an upload of unknown length asks for more; asked once more at its end.
  static let stepBytes = 1 << 20

  /// An upload under way.
  private struct Admitted {
    let account: RecordID
    let organisation: RecordID
    var bytes: Int
  }

  private let register: UploadRegister
  private let quota: UploadQuota
  private let freeBytes: @Sendable () -> Int?
  /// Guarded: what is under way, by the upload's id.
  private let underWay = Mutex<[RecordID: Admitted]>([:])

  init(
    register: UploadRegister, quota: UploadQuota, freeBytes: @escaping @Sendable () -> Int?
  ) {
    self.register = register
    self.quota = quota
    self.freeBytes = freeBytes
  }

  /// Looks whether an organisation may keep another paper: once for an upload, before it is
  /// admitted, since there may be many papers. What is data is none.
  ///
  /// - Throws: `UploadProblem.papersKept`.
  func checkPapers(of organisation: RecordID) throws {
    guard try register.paperBytes(of: organisation) <= quota.paperBytesMax else {
      throw UploadProblem.papersKept(limit: quota.paperBytesMax)
    }
  }

  /// Admits an upload, or lets an admitted one grow to so many bytes in all.
  ///
  /// - Throws: `UploadProblem`.
  func admit(_ id: RecordID, of actor: Actor, bytes: Int) throws {
    guard bytes <= quota.fileBytesMax else {
      throw UploadProblem.tooLarge(limit: quota.fileBytesMax)
    }
    try underWay.withLock { admitted in
      // Within the lock, so that a finished upload counts on one side or the other.
      let staged = try register.staged(of: actor)
      let others = admitted.filter { $0.key != id }.values
      let own = others.filter { $0.account == actor.account }
      let all = others.filter { $0.organisation == actor.organisation }
      let asked = StagedFiles(count: 1, bytes: bytes)
      let problem = quota.problem(
        account: staged.account + UploadDesk.sum(own) + asked,
        organisation: staged.organisation + UploadDesk.sum(all) + asked)
      if let problem { throw problem }
      let promised = others.reduce(bytes) { $0 + $1.bytes }
      if let free = freeBytes(), free - promised < quota.roomBytesMin {
        throw UploadProblem.noRoom
      }
      admitted[id] = Admitted(
        account: actor.account, organisation: actor.organisation, bytes: bytes)
    }
  }

  /// An upload is no longer under way and nothing was kept.
  func release(_ id: RecordID) {
    underWay.withLock { $0[id] = nil }
  }

  /// An upload is no longer under way; `note` registers what was kept.
  func finish(_ id: RecordID, note: () throws -> Void) throws {
    try underWay.withLock { admitted in
      try note()
      admitted[id] = nil
    }
  }

  private static func sum(_ uploads: [Admitted]) -> StagedFiles {
    StagedFiles(count: uploads.count, bytes: uploads.reduce(0) { $0 + $1.bytes })
  }
}
