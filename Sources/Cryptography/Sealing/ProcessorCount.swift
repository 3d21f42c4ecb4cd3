// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// The number of processors that may work for this process.
enum ProcessorCount {
  static let active = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
