// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation
import Testing

/// The wider published sets for the national algorithms.
@Suite(.enabled(if: SharedData.exists, "the published vectors are not beside the project"))
struct SharedVectorTests {
  private struct Vectors: Decodable {
    struct Hash: Decodable {
      let input_hex: String
      let sm3_hex: String
    }
    struct Signature: Decodable {
      let name: String
      let message_ascii: String
      let d: String
      let px: String?
      let py: String?
      let r: String?
      let s: String?
      let id_ascii: String?
    }
    let sm3: [Hash]
    let sm2: [Signature]
  }

  private func vectors() throws -> Vectors {
    let data = try Data(contentsOf: SharedData.folder.appending(path: "vectors.json"))
    return try JSONDecoder().decode(Vectors.self, from: data)
  }

  @Test func `all SM3 digests agree`() throws {
    let all = try vectors().sm3
    #expect(all.count == 8)
    for vector in all { #expect(SM3.hash(bytes(hex: vector.input_hex)).hex == vector.sm3_hex) }
    var checked = 0
    for stanza in try SharedData.stanzas("evpmd_sm3.txt") {
      guard stanza["digest"] == "SM3", let input = stanza["input"], let output = stanza["output"]
      else { continue }
      #expect(SM3.hash(bytes(hex: input)).hex == output.lowercased())
      checked += 1
    }
    #expect(checked == 8)
  }

  @Test func `all HMAC-SM3 codes agree`() throws {
    var checked = 0
    for stanza in try SharedData.stanzas("evpmac_sm3.txt") {
      guard let input = stanza["input"], let key = stanza["key"], let output = stanza["output"]
      else { continue }
      let code = HMAC.authenticate(content(input), key: content(key), algorithm: .sm3)
      #expect(hex(code) == output.lowercased())
      checked += 1
    }
    #expect(checked == 4)
  }

  @Test func `SM2 signatures on the recommended curve agree`() throws {
    var checked = 0
    for vector in try vectors().sm2 where vector.id_ascii == "1234567812345678" {
      guard let x = vector.px, let y = vector.py, let r = vector.r, let s = vector.s else {
        continue
      }
      let signer = try SM2Signer(name: "vector", privateKey: bytes(hex: vector.d))
      #expect(hex(signer.publicKey) == "04" + x + y)
      #expect(
        SignatureVerifier.verify(
          bytes(hex: r + s), message: Array(vector.message_ascii.utf8),
          publicKey: signer.publicKey, algorithm: .sm2))
      checked += 1
    }
    #expect(checked == 1)
  }

  // OpenSSL's files write text in quotes and everything else in hexadecimal digits.
  private func content(_ field: String) -> [UInt8] {
    field.hasPrefix("\"") ? Array(field.dropFirst().dropLast().utf8) : bytes(hex: field)
  }
}
