// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether the long tests are asked for.
enum LongRun {
  /// Set by `./test --long`.
  static var isOn: Bool { ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1" }
}
