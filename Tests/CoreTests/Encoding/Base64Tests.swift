// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Testing

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648 hold`(plain: String, encoded: String) {
    #expect(Base64.encode(plain.utf8) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
  }

  @Test(arguments: [
    "Zg", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n", "Zm-_", "=Zg=", "Zm 9v",
    "数域数域",
  ])
  func `other characters, padding and left-over bits are refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: [UInt64(3), 4])
  func `it agrees with another implementation`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = Base64.encode(bytes)
      #expect(text == Data(bytes).base64EncodedString(), "seed \(seed), count \(count)")
      #expect(Base64.decode(text) == bytes, "seed \(seed), count \(count)")
    }
  }
}
