// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Evidence
import Foundation
import Merkle

/// Checks a whole log.
struct CheckLedger: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Check every entry, chain, tile and signature of a ledger.")

  @Argument(help: "The folder with checkpoint and tile/.")
  var folder: String

  @Option(
    name: .customLong("key"), parsing: .singleValue,
    help: "A key that must have signed, as name+id+base64; may be given several times.")
  var keys: [String] = []

  @Option(help: "The log's name, when it is not the name of the first key.")
  var origin: String?

  @Option(
    name: .customLong("seen"), parsing: .singleValue,
    help: "A file with a checkpoint seen earlier, which the log must go on from.")
  var seen: [String] = []

  @Option(
    help: "A file of disclosed payloads, one object a line: entry, event, payload, salt.")
  var payloads: String?

  @Flag(help: "Print the report as one JSON object.")
  var json = false

  func run() throws {
    guard FolderReader.isFolder(folder) else {
      throw Main.unusable("there is no folder `\(folder)`")
    }
    let files = FolderReader(folder: folder)
    let trust = try TrustedKeys(given: keys, origin: origin, folder: files)
    let audit = LedgerAudit(
      files: files, keys: trust.keys, origin: trust.origin, seen: try earlier(trust),
      payloads: try disclosed())
    let report = audit.run()
    let output = ReportText(report: report, keySource: trust.source)
    if trust.source == .folder {
      Main.write("warning: \(ReportText.folderKeyWarning)", to: .standardError)
    }
    Main.write(json ? try output.json() : output.text, to: .standardOutput)
    guard report.isClean else { throw VerifyFailure.problems }
  }

  private func earlier(_ trust: TrustedKeys) throws(VerifyFailure) -> [Checkpoint] {
    var checkpoints: [Checkpoint] = []
    for path in seen {
      let bytes = try FolderReader.required(path, bytesMax: UnverifiedNote.bytesMax)
      do {
        let checkpoint = try UnverifiedCheckpoint(parsing: bytes)
        checkpoints.append(try checkpoint.verified(by: trust.keys, origin: trust.origin))
      } catch {
        throw Main.unusable("the checkpoint `\(path)` cannot be used: \(error)")
      }
    }
    return checkpoints
  }

  private func disclosed() throws(VerifyFailure) -> [CommittedPayload] {
    guard let payloads else { return [] }
    let bytes = try FolderReader.required(payloads, bytesMax: 1 << 30)
    var disclosed: [CommittedPayload] = []
    for (number, line) in bytes.split(separator: 0x0A).enumerated() {
      do {
        disclosed.append(try CommittedPayload(decoding: Array(line)))
      } catch {
        throw Main.unusable("line \(number + 1) of `\(payloads)` cannot be used: \(error)")
      }
    }
    return disclosed
  }
}
