// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Testing

/// Ed25519 against RFC 8032 (section 7.1) and SM2 against the example of GB/T 32918.5.
struct SignatureTests {
  static let ed25519Vectors = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      """
      e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac
      c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
      """
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      """
      92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e
      458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
      """
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      """
      6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290
      ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
      """
    ),
  ]

  static let sm2Private = bytes(
    hex: "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
  static let sm2Public = bytes(
    hex: """
      04 09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020
      ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13
      """)
  static let sm2Signature = bytes(
    hex: """
      f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3
      b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa
      """)
  static let sm2Message = Array("message digest".utf8)

  @Test(arguments: ed25519Vectors)
  func `Ed25519 gives the keys and signatures of RFC 8032`(
    privateKey: String, publicKey: String, message: String, signature: String
  ) throws {
    let signer = try Ed25519Signer(name: "vector", privateKey: bytes(hex: privateKey))
    #expect(hex(signer.publicKey) == publicKey)
    #expect(try signer.sign(bytes(hex: message)) == bytes(hex: signature))
    #expect(
      SignatureVerifier.verify(
        bytes(hex: signature), message: bytes(hex: message), publicKey: signer.publicKey,
        algorithm: .ed25519))
  }

  @Test func `SM2 accepts the published signature and derives the published key`() throws {
    let signer = try SM2Signer(name: "vector", privateKey: Self.sm2Private)
    #expect(signer.publicKey == Self.sm2Public)
    #expect(
      SignatureVerifier.verify(
        Self.sm2Signature, message: Self.sm2Message, publicKey: Self.sm2Public, algorithm: .sm2))
  }

  @Test func `SM2 signatures differ each time and all verify`() throws {
    let signer = try SM2Signer(name: "vector", privateKey: Self.sm2Private)
    var seen: Set<[UInt8]> = []
    for length in [0, 1, 55, 56, 64, 1000] {
      let message = [UInt8](repeating: 7, count: length)
      let signature = try signer.sign(message)
      #expect(signature.count == 64)
      #expect(
        SignatureVerifier.verify(
          signature, message: message, publicKey: signer.publicKey, algorithm: .sm2))
      seen.insert(signature)
      seen.insert(try signer.sign(message))
    }
    #expect(seen.count == 12)
  }

  @Test(arguments: SignatureAlgorithm.allCases)
  func `one flipped bit anywhere refuses the signature`(algorithm: SignatureAlgorithm) throws {
    let random = SeededRandom(seed: 11)
    let signer: any Signer =
      switch algorithm {
      case .ed25519: try Ed25519Signer.generate(name: "a", random: random)
      case .sm2: try SM2Signer.generate(name: "a", random: random)
      }
    #expect(signer.algorithm == algorithm)
    #expect(signer.publicKey.count == algorithm.publicKeyBytes)
    let message = Array("the agreement".utf8)
    let signature = try signer.sign(message)
    #expect(verify(signature, message, signer.publicKey, algorithm))
    for index in signature.indices {
      #expect(!verify(flipped(signature, index), message, signer.publicKey, algorithm))
    }
    for index in message.indices {
      #expect(!verify(signature, flipped(message, index), signer.publicKey, algorithm))
    }
    for index in signer.publicKey.indices {
      #expect(!verify(signature, message, flipped(signer.publicKey, index), algorithm))
    }
  }

  @Test(arguments: SignatureAlgorithm.allCases)
  func `malformed keys and signatures are false and never an error`(
    algorithm: SignatureAlgorithm
  ) {
    let message: [UInt8] = [1]
    for count in [0, 1, 31, 32, 33, 63, 64, 65, 66, 128] {
      for fill: UInt8 in [0, 4, 255] {
        let garbage = [UInt8](repeating: fill, count: count)
        #expect(!verify(garbage, message, Self.sm2Public, algorithm))
        #expect(!verify(Self.sm2Signature, message, garbage, algorithm))
      }
    }
  }

  @Test func `a key of one algorithm does not verify under the other`() throws {
    let signer = try Ed25519Signer(name: "a", privateKey: Self.sm2Private)
    let signature = try signer.sign([1])
    #expect(!verify(signature, [1], signer.publicKey, .sm2))
    #expect(!verify(Self.sm2Signature, Self.sm2Message, Self.sm2Public, .ed25519))
  }

  private func verify(
    _ signature: [UInt8], _ message: [UInt8], _ key: [UInt8], _ algorithm: SignatureAlgorithm
  ) -> Bool {
    SignatureVerifier.verify(signature, message: message, publicKey: key, algorithm: algorithm)
  }

  private func flipped(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
    var bytes = bytes
    bytes[index] ^= 1
    return bytes
  }
}
