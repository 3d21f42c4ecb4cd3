// SPDX-License-Identifier: Apache-2.0
/// Why a job could not be run at all. None of these is the job's own doing.
package enum SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The specification is out of bounds; the text says where.
  case specification(String)

  /// A tool is missing on this machine.
  case missingTool(String)

  /// An input cannot be read by the job's user: its mode must be 0444, in a private folder.
  case unreadableInput(String)

  /// The output folder is not on a memory-backed mount.
  case outputOnDisk

  /// The output folder can be entered by the host's other users.
  case outputNotPrivate

  /// A system call failed; the call and its error number.
  case system(String, CInt)

  /// The sandbox could not be built; the step, which element of it, and the error number.
  case staging(step: String, index: Int, error: CInt)

  /// The encrypted scratch cannot be used; why.
  case scratch(String)

  /// bubblewrap refused to build the sandbox; its own words.
  case refused(String)

  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .specification(let text): "sandbox specification: \(text)"
    case .missingTool(let name): "\(name) is missing; run scripts/install-tools"
    case .unreadableInput(let name):
      "input \(name) cannot be read by the job's user; make it a regular file of mode 0444"
    case .outputOnDisk: "the output folder must be on a memory-backed mount, such as /dev/shm"
    case .outputNotPrivate: "the output folder must have mode 0700"
    case .system(let call, let error): "\(call) failed (error \(error))"
    case .staging(let step, let index, let error):
      "the sandbox could not be built: \(step), element \(index) (error \(error))"
    case .scratch(let text): "the encrypted scratch cannot be used: \(text)"
    case .refused(let text): "bubblewrap could not build the sandbox: \(text)"
    }
  }
}
