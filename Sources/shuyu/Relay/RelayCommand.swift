// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Cryptography
import Foundation

/// Carries filings to the body above over HTTP and records its receipts.
///
/// It signs in as the receiving body's own account here, so that a receipt enters by the same
/// action as one given by hand: what is filed without a receipt stays handed in.
struct RelayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relay", abstract: "报送备案 / carry filings to the body above and record receipts",
    discussion: """
      Every filing that waits for a receipt is sent as one package (ZIP: record, papers, history, \
      proofs) to --to, by POST, with its SHA-256 in Content-Digest and the filing's id as \
      Idempotency-Key. The answer is JSON: {"packageDigest":"<sha256>", \
      "conclusion":"filed|returned","receiptNumber":"…","opinion":"…","items":[{"digest":"…", \
      "conclusion":"filed|returned","note":"…"}]}; 202 says that the receipt comes later, and the \
      same is sent again next time.

      Exit status: 0 every filing has its receipt or waits for it, 1 an answer could not be used \
      or recorded, 64 a mistake in the command, 69 no answer from the platform, 75 no answer from \
      above.
      """)

  @Option(help: "the address above: https, or http to this machine")
  var to: String

  @Option(help: "a file of mode 600 with the bearer token for the address above")
  var tokenFile: String?

  @Option(help: "the kind of filing that the body above receives, as the rules name it")
  var kind: String

  @OptionGroup var options: ClientOptions

  func run() async throws {
    let upstream: RelayUpstream
    do {
      upstream = try RelayUpstream(to, tokenFile: tokenFile)
    } catch let problem as SetupError {
      throw ClientEnding.mistake(problem.description)
    }
    let client = try await ClientEnding.reaching { try await options.client() }
    var worst: Int32 = 0
    for filing in try await waiting(client) {
      let outcome = try await carry(filing, from: client, to: upstream)
      print(options.json ? outcome.json.canonicalText : outcome.line)
      worst = max(worst, outcome.status)
    }
    if worst > 0 { throw ExitCode(worst) }
  }

  /// The filings that wait for a receipt, in pages.
  private func waiting(_ client: APIClient) async throws -> [String] {
    var (ids, cursor) = ([String](), String?.none)
    repeat {
      var path = "/api/v1/filings?state=submitted&limit=100"
      path += "&kind=\(kind.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
      if let next = cursor {
        path += "&cursor=\(next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
      }
      let address = path
      let reply = try await ClientEnding.reaching { try await client.send("GET", address) }
      guard reply.isSuccess else {
        try options.show(reply)
        return []
      }
      ids += (reply.json["items"]?.array ?? []).compactMap { $0["id"]?.string }
      cursor = reply.json["next"]?.string
    } while cursor != nil
    return ids
  }

  private func carry(
    _ filing: String, from client: APIClient, to upstream: RelayUpstream
  ) async throws -> RelayOutcome {
    let package = try await ClientEnding.reaching {
      try await client.send("GET", "/api/v1/filings/\(filing)/dossier")
    }
    guard package.isSuccess else { return RelayOutcome(filing, .package) }
    let digest = SHA256.hash(package.bytes)
    let answer: RelayUpstream.Answer
    do {
      answer = try await upstream.send(package.bytes, digest: digest, of: filing)
    } catch {
      return RelayOutcome(filing, .unreachable, digest: digest)
    }
    switch answer {
    case .later: return RelayOutcome(filing, .waits, digest: digest)
    case .busy: return RelayOutcome(filing, .unreachable, digest: digest)
    case .unusable(let why): return RelayOutcome(filing, .unusable, digest: digest, detail: why)
    case .receipt(let receipt):
      let fields = receipt.fields(of: filing)
      let reply = try await ClientEnding.reaching {
        try await client.act(
          "filing.receipt", fields, key: "relay-\(SHA256.hash(fields.canonical()).hex)")
      }
      guard reply.isSuccess else {
        let codes = (reply.json["reasons"]?.array ?? []).compactMap { $0["code"]?.string }
        return RelayOutcome(
          filing, .refused, digest: digest, detail: codes.joined(separator: " "))
      }
      return RelayOutcome(filing, .recorded, digest: digest, detail: receipt.conclusion)
    }
  }
}
