// SPDX-License-Identifier: Apache-2.0

extension Registry {
  /// Every noun of the platform.
  package static let shuyu = Registry([Organisations.self, Accounts.self])
}
