// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The folder of real files beside the project, when it is there.
enum SharedData {
  static let folder: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(5).joined(separator: "/") + "/shared/data"
  }()

  static var exists: Bool { access(folder, R_OK) == 0 }

  /// Opens a file of the folder; the caller closes it.
  static func open(_ path: String) -> Int32 {
    Glibc.open(folder + "/" + path, O_RDONLY)
  }

  /// Closes a file of the folder.
  static func close(_ descriptor: Int32) {
    _ = Glibc.close(descriptor)
  }
}
