// SPDX-License-Identifier: Apache-2.0

/// Why a signed note, a key, a checkpoint or a proof file is refused.
package enum NoteError: Error, Hashable, Sendable {
  /// The text is not in the form its format asks for; the text says which rule is broken.
  case malformed(String)
  /// The text is larger than allowed.
  case tooLarge(bytes: Int, bytesMax: Int)
  /// The name of a key is empty or has a space, a plus or a control character.
  case wrongKeyName
  /// The key is of a kind that is not understood here.
  case unknownKeyKind
  /// The key's id does not belong to its name and bytes.
  case wrongKeyID
  /// A signature of a known key does not verify, so the whole note is refused.
  case badSignature(keyName: String)
  /// No signature is by any of the known keys.
  case noKnownSignature
  /// The checkpoint is of another log.
  case wrongOrigin(expected: String, found: String)
  /// The proof in the file does not hold.
  case wrongProof(MerkleError)
}

extension NoteError: CustomStringConvertible {
  /// The message for people: what is wrong.
  package var description: String {
    switch self {
    case .malformed(let rule): rule
    case .tooLarge(let bytes, let bytesMax):
      "the text has \(bytes) bytes, more than \(bytesMax)"
    case .wrongKeyName: "a key name is not empty and has no space, plus or control character"
    case .unknownKeyKind: "the key is neither Ed25519 nor SM2"
    case .wrongKeyID: "the id of the key does not belong to its name and bytes"
    case .badSignature(let keyName): "the signature of `\(keyName)` does not verify"
    case .noKnownSignature: "no signature is by a known key"
    case .wrongOrigin(let expected, let found):
      "the checkpoint is of `\(found)`, not of `\(expected)`"
    case .wrongProof(let error): "the proof does not hold: \(error)"
    }
  }
}
