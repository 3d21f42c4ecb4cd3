// SPDX-License-Identifier: Apache-2.0
/// Why a job's outputs were refused, all of them. Names stay out: the job chose them, and they
/// could carry data.
package enum OutputRefusal: String, Codable, Sendable, CaseIterable, Error {
  /// A symbolic link, folder, pipe, socket or device.
  case notARegularFile

  /// A file with a second name.
  case hardLink

  /// A name outside `[A-Za-z0-9._-]{1,64}`, or starting with a dot.
  case badName

  /// A name the job was not to write.
  case undeclaredName

  /// More files than allowed.
  case tooManyFiles

  /// More bytes than allowed, counting the holes of sparse files.
  case tooLarge

  /// A file whose content is shorter on the medium than its size says.
  case sparse

  /// A file that changed or could not be read while it was copied.
  case unreadable
}
