// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Cryptography
import Foundation
import Vault

/// Encrypting and decrypting a file, beside `openssl enc`.
struct SealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "the vault's encryption, beside openssl enc")

  @OptionGroup var options: BenchOptions

  @Option(help: "the length of the file in MiB: 1 to 65,536")
  var mebibytes = 1_024

  func validate() throws {
    guard (1...65_536).contains(mebibytes) else {
      throw ValidationError("--mebibytes is 1 to 65536")
    }
  }

  func run() async throws {
    guard let openssl = Child.find("openssl") else { throw BenchError("there is no openssl") }
    var report = Report(
      "seal",
      notes: [
        "ours: chunks sealed and authenticated, SHA-256 of the content, flushed (fsync);",
        "openssl: enc in counter mode, neither authenticated nor flushed. \(mebibytes) MiB.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      try makeFile(scratch.path("plain"))
      for (suite, cipher) in [(CipherSuite.intl, "aes-256-ctr"), (.gm, "sm4-ctr")] {
        report.comparisons += try measure(suite, openssl, cipher, scratch)
      }
    }
    try report.show(json: options.json)
  }

  private func measure(
    _ suite: CipherSuite, _ openssl: String, _ cipher: String, _ scratch: Scratch
  ) throws -> [Comparison] {
    var sealing = Comparison(
      "\(suite.rawValue), write", unit: "MiB/s", isHigherBetter: true, peer: "openssl \(cipher)")
    var opening = Comparison(
      "\(suite.rawValue), read", unit: "MiB/s", isHigherBetter: true, peer: "openssl \(cipher)")
    for _ in 0..<options.rounds {
      let ours = try our(suite, scratch)
      let peer = try others(openssl, cipher, scratch)
      sealing.add(rate(ours.write), beside: rate(peer.write))
      opening.add(rate(ours.read), beside: rate(peer.read))
    }
    return [sealing, opening]
  }

  private func rate(_ seconds: Double) -> Double { Double(mebibytes) / seconds }

  private func our(
    _ suite: CipherSuite, _ scratch: Scratch
  ) throws -> (write: Double, read: Double) {
    try scratch.remove("vault")
    let folder = try scratch.make("vault")
    let random = SystemRandom()
    let keys = try FileKeyStore.create(
      path: "\(folder)/keys", passphrase: "only a benchmark", random: random, suite: suite,
      cost: .weakForTests)
    let vault = try VaultStore(root: "\(folder)/vault", keys: keys, random: random, suite: suite)
    let id = try VaultID("OBJ-SEAL")
    let begun = ContinuousClock.now
    _ = try vault.write(id, from: scratch.path("plain"), at: SystemInstant.now())
    let written = ContinuousClock.now
    try vault.read(id, to: "\(folder)/opened")
    let read = ContinuousClock.now
    try scratch.remove("vault")
    return ((written - begun).inSeconds, (read - written).inSeconds)
  }

  private func others(
    _ openssl: String, _ cipher: String, _ scratch: Scratch
  ) throws -> (write: Double, read: Double) {
    let secret = ["-K", String(repeating: "0b", count: cipher == "sm4-ctr" ? 16 : 32)]
    let start = ["-iv", String(repeating: "0c", count: 16)]
    let common = ["enc", "-\(cipher)"] + secret + start
    let sealed = scratch.path("sealed")
    let write = try Child(openssl, common + ["-in", scratch.path("plain"), "-out", sealed])
      .run(in: scratch.path)
    let read = try Child(openssl, common + ["-d", "-in", sealed, "-out", scratch.path("opened")])
      .run(in: scratch.path)
    try scratch.remove("sealed")
    try scratch.remove("opened")
    return (write.wallSeconds, read.wallSeconds)
  }

  private func makeFile(_ path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchError("cannot write `\(path)`") }
    defer { try? file.close() }
    let piece = SeededRandom(seed: 1).bytes(1 << 20)
    for _ in 0..<mebibytes { try file.write(contentsOf: piece) }
    try file.synchronize()
  }
}
