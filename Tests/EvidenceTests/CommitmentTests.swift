// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Testing

@Suite("Commitments")
struct CommitmentTests {
  let salt = [UInt8](0..<16)
  let payload: JSON = ["name": "\u{738B}", "phone": "13800000000"]

  @Test func `a commitment is the hash of 2, salt and canonical payload`() {
    let expected = SHA256.hash(
      [2] + salt
        + Array(
          #"{"name":"\u{738B}","phone":"13800000000"}"#
            .replacing(#"\u{738B}"#, with: "\u{738B}").utf8))
    #expect(Commitment.make(payload: payload, salt: salt) == expected)
  }

  @Test func `the payload and salt verify, and nothing else does`() {
    let commitment = Commitment.make(payload: payload, salt: salt)
    #expect(Commitment.verify(commitment, payload: payload, salt: salt))
    #expect(!Commitment.verify(commitment, payload: ["name": "\u{738B}"], salt: salt))
    #expect(!Commitment.verify(commitment, payload: payload, salt: salt.reversed()))
    #expect(!Commitment.verify(commitment, payload: payload, salt: Array(salt.dropLast())))
    #expect(!Commitment.verify(commitment, payload: payload, salt: []))
  }

  @Test func `equal payloads under different salts cannot be told to be equal`() {
    let random = SeededRandom(seed: 11)
    let commitments = (0..<200).map { _ in
      Commitment.make(payload: payload, salt: random.bytes(Commitment.saltBytes))
    }
    #expect(Set(commitments).count == 200)
  }

  @Test func `a disclosed payload is read from its line`() throws {
    let line = #"{"entry":7,"event":1,"payload":{"a":1},"salt":"000102030405060708090a0b0c0d0e0f"}"#
    let read = try CommittedPayload(decoding: Array(line.utf8))
    let place = CommittedPayload.Place(entry: 7, event: 1)
    #expect(read == CommittedPayload(place: place, salt: salt, payload: ["a": 1]))
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"entry":7}"#, #"{"entry":"7","event":1,"payload":1,"salt":""}"#,
    #"{"entry":7,"event":1,"payload":1,"salt":"0"}"#,
    #"{"entry":7,"event":1,"payload":1,"salt":"","more":1}"#,
  ])
  func `a line that discloses nothing is refused`(line: String) {
    #expect(throws: EvidenceError.self) { try CommittedPayload(decoding: Array(line.utf8)) }
  }
}
