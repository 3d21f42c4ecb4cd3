// SPDX-License-Identifier: Apache-2.0

/// Why a text is not accepted as JSON; every case carries the offset in bytes from the start.
///
/// No case carries a part of the text itself, so an error can be shown and logged.
package enum JSONError: Error, Hashable, Sendable {
  /// The text ends in the middle of a value.
  case endsEarly(offset: Int)
  /// A byte stands where the grammar of RFC 8259 does not allow it.
  case unexpectedByte(offset: Int)
  /// Something follows the value.
  case trailingBytes(offset: Int)
  /// The text is not well-formed UTF-8.
  case invalidUTF8(offset: Int)
  /// A control character below U+0020 stands unescaped in a string.
  case controlCharacter(offset: Int)
  /// A backslash is followed by something that is no escape.
  case invalidEscape(offset: Int)
  /// Half of a surrogate pair stands alone.
  case loneSurrogate(offset: Int)
  /// A number has a fraction or an exponent; decimals are written as strings.
  case notAnInteger(offset: Int)
  /// A number does not fit in 64 bits.
  case integerOutOfRange(offset: Int)
  /// A number begins with a zero and goes on.
  case leadingZero(offset: Int)
  /// An object names a member twice.
  case duplicateKey(offset: Int)
  /// Values are nested deeper than allowed.
  case tooDeep(offset: Int, depthMax: Int)

  /// The offset in bytes at which the text is wrong.
  package var offset: Int {
    switch self {
    case .endsEarly(let offset), .unexpectedByte(let offset), .trailingBytes(let offset),
      .invalidUTF8(let offset), .controlCharacter(let offset), .invalidEscape(let offset),
      .loneSurrogate(let offset), .notAnInteger(let offset), .integerOutOfRange(let offset),
      .leadingZero(let offset), .duplicateKey(let offset), .tooDeep(let offset, _):
      offset
    }
  }
}

extension JSONError: CustomStringConvertible {
  /// The message for people: what is wrong, where, and what to do.
  package var description: String {
    let what =
      switch self {
      case .endsEarly: "the text ends in the middle of a value"
      case .unexpectedByte: "this byte cannot stand here"
      case .trailingBytes: "something follows the value; remove it"
      case .invalidUTF8: "the text is not valid UTF-8; save it as UTF-8"
      case .controlCharacter: "a control character must be escaped"
      case .invalidEscape: "this escape does not exist"
      case .loneSurrogate: "half of a surrogate pair stands alone"
      case .notAnInteger: "only whole numbers are allowed; write a decimal as a string"
      case .integerOutOfRange: "the number does not fit in 64 bits"
      case .leadingZero: "a number must not begin with a zero"
      case .duplicateKey: "the object names this member twice"
      case .tooDeep(_, let depthMax): "values are nested deeper than \(depthMax)"
      }
    return "invalid JSON at byte \(offset): \(what)"
  }
}
