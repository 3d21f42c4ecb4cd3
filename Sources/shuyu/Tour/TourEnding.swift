// SPDX-License-Identifier: Apache-2.0
import Foundation
import Regulation
import Sandbox

/// The last steps: what the stopped platform left on the disk, checked by other programs.
struct TourEnding {
  /// The data folder.
  let data: URL
  /// Whether the server ended in order.
  let isStopped: Bool

  /// What came of one check.
  struct Finding: Sendable {
    /// What was checked.
    let title: LocalText
    /// Whether it is as it must be.
    let isOK: Bool
    /// What the program said last.
    let details: [String]
  }

  /// Checks the files and shows each check as a step.
  func check(_ report: inout TourReport) {
    for finding in findings() {
      var record = TourRecord(number: report.steps + 1, title: finding.title, actor: "anybody")
      record.isOK = finding.isOK
      record.details = finding.details
      report.show(record)
    }
  }

  /// Checks the files.
  func findings() -> [Finding] {
    let folder = TourServer.executable.deletingLastPathComponent()
    return [
      finding("停止平台", "Stop the platform") { details in
        details.append("shuyu serve")
        return isStopped
      },
      finding("由存证重建全部业务表并比对", "Make the tables anew from the entries and compare") {
        run(TourServer.executable, ["rebuild", "--check", "--data", data.path], &$0)
      },
      finding("只凭文件核验存证", "Verify the ledger from its files alone") {
        run(
          folder.appending(path: "shuyu-verify"),
          [data.appending(path: "office/ledger").path], &$0)
      },
    ]
  }

  private func finding(
    _ zh: String, _ en: String, _ check: (inout [String]) -> Bool
  ) -> Finding {
    var details: [String] = []
    let isOK = check(&details)
    return Finding(title: LocalText(zh: zh, en: en), isOK: isOK, details: details)
  }

  /// Runs a program and keeps the end of what it printed.
  private func run(_ program: URL, _ arguments: [String], _ details: inout [String]) -> Bool {
    do {
      let (status, output) = try HostProgram.run(
        HostProgram.Call(program.path, arguments), merged: true)
      let lines = output.split(separator: "\n")
      details += lines.suffix(status == 0 ? 1 : 5).map(String.init)
      return status == 0
    } catch {
      details.append("cannot run \(program.lastPathComponent): \(error)")
      return false
    }
  }
}
