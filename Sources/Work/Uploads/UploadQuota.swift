// SPDX-License-Identifier: Apache-2.0
import Platform
package import Store

/// How much may wait for an action, and how long.
package struct UploadQuota: Sendable {
  /// The largest file, in bytes.
  package let fileBytesMax: Int
  /// What one account may have waiting.
  package let account: StagedFiles
  /// What one organisation may have waiting.
  package let organisation: StagedFiles
  /// The bytes of papers, files that actions named by their digests, beyond which an organisation
  /// uploads nothing more.
  package let paperBytesMax: Int
  /// How long a file waits before it is removed, in hours.
  package let keepHours: Int
  /// The room that is left free on the disk, in bytes.
  package let roomBytesMin: Int

  /// Sets the bounds.
  package init(
    fileBytesMax: Int, account: StagedFiles, organisation: StagedFiles, paperBytesMax: Int,
    keepHours: Int, roomBytesMin: Int
  ) {
    self.fileBytesMax = fileBytesMax
    self.account = account
    self.organisation = organisation
    self.paperBytesMax = paperBytesMax
    self.keepHours = keepHours
    self.roomBytesMin = roomBytesMin
  }

  /// The bounds of an installation: 40 GiB and 100 files of an account, 100 GiB and 400 files of
  /// an organisation, as much of papers, three days, 1 GiB of the disk left free.
  package static func standard(fileBytesMax: Int) -> UploadQuota {
    UploadQuota(
      fileBytesMax: fileBytesMax, account: StagedFiles(count: 100, bytes: 40 << 30),
      organisation: StagedFiles(count: 400, bytes: 100 << 30),
      paperBytesMax: 100 << 30, keepHours: 72, roomBytesMin: 1 << 30)
  }

  /// Why files may not wait, nil when they may.
  func problem(account own: StagedFiles, organisation all: StagedFiles) -> UploadProblem? {
    for (files, limit) in [(own, account), (all, organisation)] {
      if files.count > limit.count { return .filesWaiting(limit: limit.count) }
      if files.bytes > limit.bytes { return .bytesWaiting(limit: limit.bytes) }
    }
    return nil
  }
}
