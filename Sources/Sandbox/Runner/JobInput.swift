// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The host's side of a job's standard input.
struct JobInput {
  /// What becomes the job's descriptor 0.
  let reader: OwnedDescriptor

  /// Whether it is a pipe.
  let isPipe: Bool

  private let feeder: InputFeeder?

  init(_ input: StandardInput, stop: JobStop) throws {
    switch input {
    case .none:
      isPipe = false
      reader = try SandboxJob.descriptor("open", open("/dev/null", O_RDONLY | O_CLOEXEC))
      feeder = nil
    case .bytes(let bytes):
      isPipe = false
      reader = try SandboxJob.memoryFile(bytes)
      feeder = nil
    case .pipe(let descriptor):
      isPipe = true
      var status = stat()
      guard descriptor.with({ fstat($0, &status) }) == 0,
        status.st_mode & S_IFMT == S_IFIFO
      else { throw SandboxError.specification("standard input must be a pipe") }
      reader = descriptor
      feeder = nil
    case .stream(let source):
      isPipe = true
      let pipe = try OwnedDescriptor.pipe()
      reader = pipe.reader
      feeder = InputFeeder(writer: pipe.writer, stop: stop, source: source)
    }
  }

  /// Lets go of the reading end once the job has it.
  func closeReader() {
    reader.close()
  }

  /// After the job ended: waits for the feeding thread, and throws what its source threw.
  func finish() throws {
    reader.close()
    try feeder?.finish()
  }
}
