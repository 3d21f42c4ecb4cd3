// SPDX-License-Identifier: Apache-2.0
import Core

/// Well-formed codes for the people of scenarios, another for each number.
package enum ScenarioCodes {
  /// A person's code that passes its check, in a division that no person's code has.
  package static func person(_ number: Int) -> String {
    let body = "42990419800101" + String(String(1_000 + number).suffix(3))
    let last = "0123456789X".first { ResidentIdentityNumber(body + String($0)) != nil }
    return body + String(last ?? "0")
  }

  /// An organisation's code with a right check digit.
  package static func organisation(_ number: Int) -> String {
    let body = "91420700" + String(100_000_000 + number)
    let last = "0123456789ABCDEFGHJKLMNPQRTUWXY".first { digit in
      UnifiedSocialCreditCode(body + String(digit)) != nil
    }
    return body + String(last ?? "0")
  }
}
