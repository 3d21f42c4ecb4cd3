// SPDX-License-Identifier: Apache-2.0

/// What came of an attempt to sign in; it tells nothing about which accounts exist.
package enum SignIn: Sendable, Hashable {
  /// A session is open; the token is shown once.
  case opened(token: String)
  /// Login or password is wrong, or the account may not sign in.
  case refused
  /// Too many attempts failed, or too many wait; come back after some seconds.
  case wait(seconds: Int)
}

/// The platform has as much to do as it takes; try again in a second.
package struct PlatformBusy: Error, Sendable {
  /// Says so.
  package init() {}
}
