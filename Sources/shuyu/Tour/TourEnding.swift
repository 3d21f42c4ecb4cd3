// SPDX-License-Identifier: Apache-2.0
import Foundation
import Regulation

/// The last steps: what the stopped platform left on the disk, checked by other programs.
struct TourEnding {
  /// The data folder.
  let data: URL
  /// Whether the server ended in order.
  let isStopped: Bool

  /// Checks the files.
  func check(_ report: inout TourReport) {
    let folder = TourServer.executable.deletingLastPathComponent()
    report.show(
      record(report, "停止平台", "Stop the platform") { details in
        details.append("shuyu serve")
        return isStopped
      })
    report.show(
      record(report, "由存证重建全部业务表并比对", "Make the tables anew from the entries and compare") {
        run(TourServer.executable, ["rebuild", "--check", "--data", data.path], &$0)
      })
    report.show(
      record(report, "只凭文件核验存证", "Verify the ledger from its files alone") {
        run(
          folder.appending(path: "shuyu-verify"),
          [data.appending(path: "office/ledger").path], &$0)
      })
  }

  private func record(
    _ report: TourReport, _ zh: String, _ en: String, _ check: (inout [String]) -> Bool
  ) -> TourRecord {
    var record = TourRecord(
      number: report.steps + 1, title: LocalText(zh: zh, en: en), actor: "anybody")
    record.isOK = check(&record.details)
    return record
  }

  /// Runs a program and keeps the end of what it printed.
  private func run(_ program: URL, _ arguments: [String], _ details: inout [String]) -> Bool {
    let process = Process()
    let output = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
      let bytes = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      details += lines.suffix(process.terminationStatus == 0 ? 1 : 5).map(String.init)
      return process.terminationStatus == 0
    } catch {
      details.append("cannot run \(program.lastPathComponent): \(error)")
      return false
    }
  }
}
