// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Evidence
import Foundation
import Merkle

/// Checks one proof file.
struct CheckProof: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof", abstract: "Check that an entry stands in a log, from a .tlog-proof file.")

  @Argument(help: "The .tlog-proof file.")
  var proof: String

  @Option(help: "The file with the entry's bytes.")
  var entry: String

  @Option(
    name: .customLong("key"), parsing: .singleValue,
    help: "A key that must have signed, as name+id+base64; may be given several times.")
  var keys: [String]

  @Option(help: "The log's name, when it is not the name of the first key.")
  var origin: String?

  func run() throws {
    let keys = try TrustedKeys.parse(keys)
    let proofBytes = try FolderReader.required(proof, bytesMax: UnverifiedLogProof.bytesMax)
    let entryBytes = try FolderReader.required(entry, bytesMax: EntryBounds.bytesMax)
    let unverified: UnverifiedLogProof
    do {
      unverified = try UnverifiedLogProof(parsing: proofBytes)
    } catch {
      throw Main.unusable("`\(proof)` cannot be used: \(error)")
    }
    do {
      let verified = try unverified.verified(
        leafHash: Entry.leafHash(entryBytes), keys: keys, origin: origin ?? keys.first?.name)
      let signers = verified.checkpoint.note.signers
      if let missing = keys.first(where: { !signers.contains($0) }) {
        Main.write("not proven: there is no signature of \(missing.name)", to: .standardOutput)
        throw VerifyFailure.problems
      }
      let head = verified.checkpoint.head
      Main.write(
        "proven: the entry is number \(verified.index) of \(head.origin) at size \(head.size)",
        to: .standardOutput)
    } catch let error as NoteError {
      Main.write("not proven: \(error)", to: .standardOutput)
      throw VerifyFailure.problems
    }
  }
}
