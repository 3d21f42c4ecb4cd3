// SPDX-License-Identifier: Apache-2.0
import Platform
import Testing

/// What is told of a content before it leaves.
@Suite struct ContentCommitmentTests {
  @Test func `numbers are told as the next power of two`() {
    #expect(
      [0, 1, 2, 3, 4, 5, 8, 9, 1_000].map(ContentCommitment.told)
        == [0, 1, 2, 4, 4, 8, 8, 16, 1_024])
  }

  @Test func `what is withheld is told to suffice only when it does`() {
    for withheld in 0...70 {
      for unsafe in 0...70 {
        let told = ContentCommitment.toldWithheld(withheld, unsafe: unsafe)
        #expect(
          (told >= ContentCommitment.told(unsafe)) == (withheld >= unsafe),
          "\(withheld) of \(unsafe)")
        #expect(told & (told - 1) == 0 || told == 0)
      }
    }
  }

  @Test func `a commitment tells nothing of the digest and opens with its salt only`() throws {
    let digest = try #require(DigestText(String(repeating: "a", count: 64)))
    let salt = try #require(DigestText(String(repeating: "1", count: 64)))
    let other = try #require(DigestText(String(repeating: "2", count: 64)))
    let text = try #require(ContentCommitment.text(digest, salt: salt))
    #expect(text != digest && text != ContentCommitment.text(digest, salt: other))
    #expect(text != ContentCommitment.text(other, salt: salt))
  }
}
