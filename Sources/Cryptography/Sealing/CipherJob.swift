// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// One sealing or opening whose lengths were checked: in every buffer pair, the longer one is the
/// ciphertext followed by the tag.
struct CipherJob {
  let key: [UInt8]
  let nonce: [UInt8]
  let additional: [UInt8]

  /// Seals `source` into `target`; false when OpenSSL could not.
  func seal(
    _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer, suite: CipherSuite
  ) -> Bool {
    switch suite {
    case .intl: sealAES(source, target)
    case .gm: sealSM4(source, target)
    }
  }

  /// Opens `source` into `target`; false, and zeros in the target, when it is not authentic.
  func open(
    _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer, suite: CipherSuite
  ) -> Bool {
    let opened =
      switch suite {
      case .intl: openAES(source, target)
      case .gm: openSM4(source, target)
      }
    if !opened, let start = target.baseAddress { OPENSSL_cleanse(start, target.count) }
    return opened
  }

  private func sealAES(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer)
    -> Bool
  {
    let tag = target.baseAddress?.advanced(by: source.count).assumingMemoryBound(to: UInt8.self)
    return shuyu_aes_gcm_apply(
      1, key, nonce, additional, additional.count, source.baseAddress, source.count,
      target.baseAddress, tag) == 1
  }

  private func openAES(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer)
    -> Bool
  {
    var tag = [UInt8](source[target.count...])
    return shuyu_aes_gcm_apply(
      0, key, nonce, additional, additional.count, source.baseAddress, target.count,
      target.baseAddress, &tag) == 1
  }

  private func sealSM4(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer)
    -> Bool
  {
    let keys = NationalKeys(key)
    let done = shuyu_sm4_ctr_apply(
      keys.encryption, nonce + [0, 0, 0, 0], source.baseAddress, source.count, target.baseAddress)
    guard done == 1 else { return false }
    let ciphertext = UnsafeRawBufferPointer(rebasing: target[..<source.count])
    target[source.count...].copyBytes(from: tag(ciphertext, keys))
    return true
  }

  private func openSM4(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer)
    -> Bool
  {
    let keys = NationalKeys(key)
    let ciphertext = UnsafeRawBufferPointer(rebasing: source[..<target.count])
    guard constantTimeEqual(tag(ciphertext, keys), [UInt8](source[target.count...])) else {
      return false
    }
    return shuyu_sm4_ctr_apply(
      keys.encryption, nonce + [0, 0, 0, 0], source.baseAddress, target.count,
      target.baseAddress) == 1
  }

  // The length of the additional data stands before it, so the border cannot be moved.
  private func tag(_ ciphertext: UnsafeRawBufferPointer, _ keys: NationalKeys) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(additional.count).bigEndian) { [UInt8]($0) }
    let head = nonce + length + additional
    return head.withUnsafeBytes { head in
      keys.authentication.withUnsafeBytes {
        HMAC.authenticate([head, ciphertext], key: $0, algorithm: .sm3)
      }
    }
  }
}

/// The two keys of the suite `gm`, derived from one of 32 bytes by HKDF-Expand (RFC 5869) over
/// HMAC-SM3: 16 bytes for SM4, 32 for HMAC-SM3.
struct NationalKeys {
  let encryption: [UInt8]
  let authentication: [UInt8]

  init(_ key: [UInt8]) {
    let label = Array("shuyu gm SM4-CTR HMAC-SM3 1".utf8)
    let first = HMAC.authenticate(label + [1], key: key, algorithm: .sm3)
    let second = HMAC.authenticate(first + label + [2], key: key, algorithm: .sm3)
    encryption = [UInt8](first[..<16])
    authentication = [UInt8](first[16...] + second[..<16])
  }
}
