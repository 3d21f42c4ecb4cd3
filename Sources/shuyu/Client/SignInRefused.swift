// SPDX-License-Identifier: Apache-2.0

/// The platform opened no session.
struct SignInRefused: Error, CustomStringConvertible {
  /// What it answered.
  let reply: APIClient.Reply

  /// Says so in one line.
  var description: String { "sign-in failed with status \(reply.status)" }
}
