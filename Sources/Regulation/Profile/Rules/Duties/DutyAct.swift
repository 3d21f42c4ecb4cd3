// SPDX-License-Identifier: Apache-2.0

/// An action that is itself what a duty asks for.
package enum DutyAct: String, Codable, CaseIterable, Hashable, Sendable {
  /// Making the items about an authorisation public.
  case disclosure = "disclosure.publish"
}
